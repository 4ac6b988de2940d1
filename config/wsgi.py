"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# No page takes a statement longer than this on PostgreSQL; one that would is answered 503.
os.environ.setdefault("REPRISE_STATEMENT_SECONDS", "5")
application = get_wsgi_application()
