"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from apps.core import public_files, state_views
from apps.core import views as core

# Staff sign in once, with the same rate limits and second step, for the administration pages too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", core.home, name="home"),
    path("no-clinic/", core.no_clinic, name="no_clinic"),
    path("states/", state_views.states, name="states"),
    path("livez", core.livez, name="livez"),
    path("readyz", core.readyz, name="readyz"),
    path(".well-known/security.txt", public_files.security_txt, name="security_txt"),
    path("robots.txt", public_files.robots_txt, name="robots_txt"),
    path("csp-report", public_files.csp_report, name="csp_report"),
    path("admin/", admin.site.urls),
    path("account/", include("config.account_urls")),
    path("api/v1/", include("config.api_urls")),
    path("", include("apps.accounts.urls")),
    path("", include("apps.catalogue.urls")),
    path("", include("apps.prescriptions.urls")),
    path("", include("apps.portal.urls")),
]

handler404 = "apps.core.views.not_found"
handler500 = "apps.core.views.server_error"
