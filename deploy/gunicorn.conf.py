"""gunicorn: a few processes with threads. Python is the limit, so one process a core."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 30
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True
# The site writes a line for each request itself; gunicorn's would hold the address, and invitations are addresses.
accesslog = None
access_log_format = "%(m)s %(s)s %(M)sms"
# Its own messages hold addresses too, so they take the site's formatter: no values, no row of a database.
_production = os.environ.get("REPRISE_PRODUCTION", "").strip().lower() in {"1", "true", "yes", "on"}
_lines = "JsonLines" if _production else "ReadableLines"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": f"apps.core.log_lines.{_lines}"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
