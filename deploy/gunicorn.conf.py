"""gunicorn: a few processes with threads. Python is the limit, so one process a core."""

import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 30
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True
# Invitation links are secrets: the access log shows the method, the status and the time, never the address.
access_log_format = "%(m)s %(s)s %(M)sms"
