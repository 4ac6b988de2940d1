"""One settings file, driven by the environment. Without any variable: development on SQLite."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import headers
from config.caches import shared_caches
from config.databases import database
from config.logs import logging_config
from config.sqlite import prefer_bundled_sqlite

prefer_bundled_sqlite()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("REPRISE_DATA_DIR", BASE_DIR / "var"))


def env_flag(name: str, default: bool = False) -> bool:
    """Read a yes/no variable: 1, true, yes and on mean yes."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """Read a comma-separated variable."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


PRODUCTION = env_flag("REPRISE_PRODUCTION")
BEHIND_PROXY = env_flag("REPRISE_BEHIND_PROXY")
DEBUG = env_flag("REPRISE_DEBUG")
TESTING = "pytest" in sys.modules
DEVELOPMENT_KEY = "development-only-key-refused-in-production-0123456789abcdef"
SECRET_KEY = os.environ.get("REPRISE_SECRET_KEY", DEVELOPMENT_KEY)
if PRODUCTION and (SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50):
    raise ImproperlyConfigured("REPRISE_SECRET_KEY must be set to a secret of at least 50 characters.")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("REPRISE_DEBUG must not be on in production.")
ALLOWED_HOSTS = env_list("REPRISE_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("REPRISE_HOSTS must name the hosts this site answers to, separated by commas.")
CSRF_TRUSTED_ORIGINS = env_list("REPRISE_ORIGINS")

INSTALLED_APPS = [
    "apps.core",
    "apps.accounts",
    "apps.catalogue",
    "apps.prescriptions",
    "apps.portal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "auditlog",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "knox",
    "rest_framework",
]

MIDDLEWARE = [
    "apps.core.request_log.RequestLogMiddleware",
    "apps.core.headers.HeadersMiddleware",
    "apps.core.middleware.DatabaseUnavailableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.middleware.ActorMiddleware",
    "apps.accounts.refusals.RefusalMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.core.middleware.HtmxSignInMiddleware",
    "apps.accounts.middleware.SignInRulesMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "apps.core.middleware.NoStoreMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA_DIR, testing=TESTING)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = shared_caches(os.environ.get("REPRISE_REDIS_URL", ""), DATA_DIR, testing=TESTING)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "apps.accounts.permissions.CuratorBackend",
]
CURATOR_PERMISSIONS = {
    "catalogue": ("exercise", "exercisephoto", "exerciserevision", "figure", "source"),
    "prescriptions": ("routine", "routineexercise", "routinephase", "routinedosagestep"),
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
# Without it everybody behind the proxy would be one address to the rate limits.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
ACCOUNT_ADAPTER = "apps.accounts.adapter.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Codes of the join page are short, so guessing is slowed for one address and for everybody together.
ACCOUNT_RATE_LIMITS = {"join": "10/m/ip,60/h/ip,600/h/key", "passkey": "30/m/ip,300/h/ip", "csp_report": "20/m/ip"}
MFA_ADAPTER = "apps.accounts.adapter.StaffMfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Staff are added by their clinic, so the address is known to be theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "apps.core.views.csrf_failure"
SECURE_COOKIES = env_flag("REPRISE_SECURE_COOKIES", PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
if SECURE_COOKIES:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = headers.CONTENT_SECURITY_POLICY
PERMISSIONS_POLICY = headers.PERMISSIONS_POLICY
EVERY_ANSWER = headers.EVERY_ANSWER
SECURITY_CONTACT = env_list("REPRISE_SECURITY_CONTACT")
# Room for a pasted text of 5 MB, so that the form can say which field is too long.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("REPRISE_STATIC_ROOT", DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "apps.core.storage.BundlingStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

EMAIL_BACKEND = os.environ.get(
    "REPRISE_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = os.environ.get("REPRISE_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("REPRISE_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("REPRISE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("REPRISE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_flag("REPRISE_EMAIL_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("REPRISE_EMAIL_FROM", "reprise@localhost")
# A mail server that says nothing is given up, long before a task counts as lost with its worker.
EMAIL_TIMEOUT = 20
# After how many seconds a running task counts as lost: longer than it takes while its worker lives.
TASK_SECONDS = {
    "apps.accounts.tasks.mail_invitation": 120,
    "apps.accounts.tasks.mail_staff_invitation": 120,
    "apps.accounts.tasks.mail_second_step_reset": 120,
    "apps.accounts.bulk_reading.mail_reading_alert": 300,
}
TASK_SECONDS_OF_OTHERS = 600
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if env_flag("REPRISE_TASK_WORKER")
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.accounts.authentication.DeviceAuthentication",
        "apps.accounts.authentication.ApiTokenAuthentication",
        "apps.accounts.authentication.StaffSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.parsers.PlainJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["apps.core.throttles.SharedThrottle"],
    "NUM_PROXIES": int(BEHIND_PROXY),
    "DEFAULT_THROTTLE_RATES": {"logs": "600/min", "read": "300/min", "write": "120/min"},
    "EXCEPTION_HANDLER": "apps.core.problems.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Reprise",
    "DESCRIPTION": "Exercises, routines, clients, prescriptions and session logs.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "apps.core.openapi.declare_problems",
    ],
}
REST_KNOX = {"SECURE_HASH_ALGORITHM": "hashlib.sha512", "AUTO_REFRESH": False, "TOKEN_PREFIX": "rp_"}

CLIENT_DEVICE_COOKIE = "__Host-device" if SECURE_COOKIES else "device"
PASSKEY_COOKIE = "__Host-passkey" if SECURE_COOKIES else "passkey"
CLIENT_DEVICE_DAYS = 400
INVITATION_DAYS = 14
IMAGE_PIXEL_LIMIT = 25_000_000

LOGGING = logging_config(
    os.environ.get("REPRISE_LOG_LEVEL", "INFO"),
    json_lines=env_flag("REPRISE_LOG_JSON", PRODUCTION),
    details=DEBUG,
)
