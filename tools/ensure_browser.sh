#!/bin/sh
# The journeys run in a real Chromium. Use the one that is there; on Debian or Ubuntu install it when it is not.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
if command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the journeys (once)"
  $as_root apt-get update -qq
  $as_root apt-get install -y -qq chromium >/dev/null
  exit 0
fi
echo "The journeys need Chromium. Install it, or set CHROMIUM to its path." >&2
exit 1
