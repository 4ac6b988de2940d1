#!/bin/sh
# Bring the database up to date, then serve.
set -eu
python manage.py migrate --noinput
python manage.py createcachetable
python manage.py load_library
python manage.py load_routines
exec gunicorn config.wsgi --config deploy/gunicorn.conf.py --bind 0.0.0.0:8000
