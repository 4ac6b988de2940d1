"""What is logged, and how: JSON lines in production, readable ones elsewhere."""

from typing import Any


def logging_config(level: str, json_lines: bool, details: bool) -> dict[str, Any]:
    """`details` (development) adds the text of exceptions, which may hold what a person typed."""
    readable = {"()": "apps.core.log_lines.ReadableLines", "details": details}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "apps.core.log_lines.JsonLines"} if json_lines else readable},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers print addresses, and mail reports with the values of variables.
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            # Refusals stand in our line of the request; what is left are exceptions.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            # It tells the ids of passkeys.
            "fido2": {"level": "WARNING"},
            "py.warnings": {"handlers": [], "propagate": True},
        },
    }
