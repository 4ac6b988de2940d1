"""API errors as problem details (RFC 9457) that name the field."""

from typing import Any

from rest_framework import exceptions, status
from rest_framework.response import Response

PROBLEM_TYPE = "application/problem+json"


class Problem(exceptions.APIException):
    """A refusal with a code that a phone can act on."""

    def __init__(self, status_code: int, code: str, title: str, **extra: Any) -> None:
        super().__init__(title, code)
        self.status_code = status_code
        self.extra = extra


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: {status, code, title, errors: [{field, message}]}."""
    from rest_framework.views import exception_handler  # its module reads the settings that name this one

    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, exceptions.ValidationError):
        response.status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
        body = {"code": "invalid", "title": "Some values are not right.", "errors": list(field_errors(exc.detail))}
    else:
        body = {"code": code_of(exc, response), "title": str(getattr(exc, "detail", "Not found."))}
    response.data = {"status": response.status_code, **body, **getattr(exc, "extra", {})}
    response.content_type = PROBLEM_TYPE
    return response


def code_of(exc: Exception, response: Response) -> str:
    if isinstance(exc, exceptions.APIException):
        codes = exc.get_codes()
        return codes if isinstance(codes, str) else "invalid"
    return {404: "not_found", 403: "forbidden"}.get(response.status_code, "error")


def field_errors(detail: Any, path: str = "") -> Any:
    """Flatten nested serializer errors to {field: "entries[2].pain", message}."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from field_errors(value, _below(path, key))
    elif isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        for index, value in enumerate(detail):
            yield from field_errors(value, f"{path}[{index}]")
    elif isinstance(detail, list):
        for message in detail:
            yield {"field": path, "message": str(message)}
    else:
        yield {"field": path, "message": str(detail)}


def _below(path: str, key: str | int) -> str:
    """A list of nested serializers names its items by number, and a whole item by `non_field_errors`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if path and key == "non_field_errors":
        return path
    return f"{path}.{key}" if path else str(key)
