"""`manage.py check --deploy` under production settings: any warning is a failure."""

import os
import secrets
import subprocess
import sys

env = {
    **os.environ,
    "REPRISE_PRODUCTION": "1",
    "REPRISE_SECRET_KEY": secrets.token_urlsafe(64),
    "REPRISE_HOSTS": "reprise.example.org",
}
command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", "--database", "default"]
sys.exit(subprocess.run(command, env=env, check=False).returncode)
