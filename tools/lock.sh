#!/bin/sh
# Pin every dependency with its hashes. The lock files carry names, versions and hashes, no addresses.
set -eu
bin=.venv/bin
"$bin/python" -m pip install --quiet uv
for group in base dev; do
  extra=""
  [ "$group" = base ] || extra="--group dev"
  # shellcheck disable=SC2086
  "$bin/uv" pip compile pyproject.toml $extra --python-version 3.11 --universal --generate-hashes --quiet \
    --no-annotate --no-header -o "requirements/$group.txt"
done
