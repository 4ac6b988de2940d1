"""Headers that every answer carries, files and refusals too."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# A picture opened on its own runs nothing, loads nothing and stands in no frame.
ALONE = "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'none'; sandbox"
SIGN_OUT = {"account_logout", "admin:logout"}


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.every = tuple(settings.EVERY_ANSWER.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.every:
            response.headers.setdefault(name, value)
        if request.method == "POST" and signs_out(request):
            # Not the storage: a client's unsent sessions may wait on a tablet that staff share with them.
            response["Clear-Site-Data"] = '"cache"'
        return response


def signs_out(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in SIGN_OUT
