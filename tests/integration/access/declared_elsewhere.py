"""The addresses that come with allauth and Django's admin. Both answer methods loosely, so each one is declared."""

from tests.integration.access.declared import ACCOUNT, ADMIN, OURS, PUBLIC, SUPERUSERS, Rule
from tests.integration.access.walking import Route

ANY = "any"
OPEN = Rule(PUBLIC, ANY)
OWN = Rule(ACCOUNT, ANY)
NOT_USED = Rule("sssffffff", ANY)
NOT_SET_UP = Rule("sssmmmmmm", ANY)
ALLAUTH = {
    "account_login": OPEN,
    "account_logout": OPEN,
    "account_inactive": Rule(PUBLIC),
    "account_signup": OPEN,
    "account_reauthenticate": NOT_USED,
    "account_reauthenticate_by_code": Rule(ACCOUNT, "GET POST"),
    "account_email_verification_sent": Rule(PUBLIC),
    "account_change_password": OWN,
    "account_set_password": OWN,
    "account_reset_password": OPEN,
    "account_confirm_login_code": OWN,
    "account_confirm_email": Rule(PUBLIC, path="/account/confirm-email/nothing/"),
    "account_reset_password_from_key_done": Rule(PUBLIC),
    "account_reset_password_from_key": Rule(PUBLIC, ANY, path="/account/password/reset/key/1-nothing/"),
    "account_reset_password_done": Rule(PUBLIC),
    "account_request_login_code": OPEN,
    "mfa_index": Rule(ACCOUNT),
    "mfa_authenticate": OWN,
    "mfa_reauthenticate": NOT_USED,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": NOT_SET_UP,
    "mfa_view_recovery_codes": NOT_SET_UP,
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": NOT_SET_UP,
    "mfa_list_webauthn": Rule(ACCOUNT),
    "mfa_add_webauthn": OWN,
    "mfa_reauthenticate_webauthn": NOT_USED,
    "mfa_remove_webauthn": Rule("sssmmmmmm", path="/account/2fa/webauthn/keys/1/remove/"),
    "mfa_edit_webauthn": Rule("sssmmmmmm", path="/account/2fa/webauthn/keys/1/edit/"),
    "mfa_login_webauthn": OWN,
    "usersessions_list": OWN,
}
ADMIN_PAGES = {
    "admin:index": Rule(ADMIN, ANY),
    "admin:login": Rule("sssffffof", ANY),
    "admin:logout": Rule("sssmmmmom", ANY),
    "admin:password_change": Rule(ADMIN, ANY),
    "admin:password_change_done": Rule(ADMIN, ANY),
    "admin:autocomplete": Rule(SUPERUSERS, ANY),
    "admin:jsi18n": Rule(ADMIN, ANY),
    "admin:view_on_site": Rule("sssssssms", ANY, path="/admin/r/0/0/"),
    "admin:app_list": Rule("sssssssms", ANY, path="/admin/accounts/"),
    "admin:admin/(?P<url>.*)$": Rule("sssssssms", ANY, path="/admin/nothing/"),
}
CURATED = {"source", "exercise", "exerciserevision", "figure", "exercisephoto", "routine", "routineexercise"}
FOR_SUPERUSERS = {
    *("clinic", "user", "auditevent", "group", "emailaddress", "authenticator", "usersession"),
    *("logentry", "dbtaskresult", "authtoken"),
}
ACTIONS = {"changelist", "add", "history", "delete", "change"}


def rule_of(route: Route) -> Rule | None:
    """What is declared for this route, or None."""
    return OURS.get(route.name) or ALLAUTH.get(route.name) or ADMIN_PAGES.get(route.name) or _admin_model(route)


def _admin_model(route: Route) -> Rule | None:
    parts = route.path.split("/")
    if parts[0] != "admin" or len(parts) < 4:
        return None
    action = route.name.rpartition("_")[2]
    if not (action in ACTIONS or route.name == f"admin:{route.path}"):
        return None
    number = {"object_id": "number"}
    if parts[2] in FOR_SUPERUSERS:
        return Rule(ADMIN if route.name == f"admin:{route.path}" else SUPERUSERS, ANY, number)
    return Rule(ADMIN, ANY, number) if parts[2] in CURATED else None
