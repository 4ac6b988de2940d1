"""How the API's three ways of signing in appear in its OpenAPI schema."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class DeviceScheme(OpenApiAuthenticationExtension):
    target_class = "apps.accounts.authentication.DeviceAuthentication"
    name = "device"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        del auto_schema
        words = "A client’s phone. A write also carries the X-CSRFToken header."
        return {"type": "apiKey", "in": "cookie", "name": settings.CLIENT_DEVICE_COOKIE, "description": words}


class StaffSessionScheme(OpenApiAuthenticationExtension):
    target_class = "apps.accounts.authentication.StaffSessionAuthentication"
    name = "staffSession"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        del auto_schema
        words = "A signed-in member of staff. A write also carries the X-CSRFToken header."
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": words}


class ApiTokenScheme(OpenApiAuthenticationExtension):
    target_class = "apps.accounts.authentication.ApiTokenAuthentication"
    name = "apiToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        del auto_schema
        words = "An API token of a member of staff: `Token rp_…`."
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": words}
