"""Prepare the demo and serve it with a production server. Run again, it keeps what is there."""

import json
import os
import secrets
import shutil
import socket
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("REPRISE_DATA_DIR", ROOT / "var" / "demo"))
PORT = os.environ.get("PORT", "8000")
STARTED = time.monotonic()


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:4.1f} s] {text}", flush=True)


def secrets_of_this_demo() -> dict[str, str]:
    """A key and a password made on this machine, so that no demo has a default one."""
    file = DATA / "demo.json"
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        words = {"key": secrets.token_urlsafe(64), "password": f"{secrets.token_hex(3)}-{secrets.token_hex(3)}"}
        file.write_text(json.dumps(words))
        file.chmod(0o600)
    return json.loads(file.read_text())


def prepare(password: str) -> dict[str, str]:
    import django
    from django.core.management import call_command

    django.setup()
    say("Preparing the database")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    say("Collecting styles, scripts and icons")
    call_command("collectstatic", verbosity=0, interactive=False)
    say("Loading the library: exercises, pictures, routines")
    call_command("load_library", verbosity=0)
    call_command("load_routines", verbosity=0)
    say("Loading a clinic with clients")
    from apps.portal.demo import invite_cleo, load_demo

    load_demo(password=password)
    return {"invitation": invite_cleo()}


def how_to_sign_in(password: str, invitation: str) -> str:
    site = f"http://localhost:{PORT}"  # browsers refuse passkeys at a number
    return f"""
  Reprise is ready: {site}/

  Therapist  Tara   {site}/account/login/   tara@demo.example   password  {password}
  Client     Cleo   {site}{invitation}   (opens once; a new link at each start)
  Curator    Ada    {site}/account/login/   ada@demo.example    password  {password}

  Use a private window for each. Ctrl-C stops it; the data stays. `make demo-reset` starts over.
"""


def refuse_a_port_in_use() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError:
            sys.exit(f"Port {PORT} is in use. Stop what runs there, or try: PORT={int(PORT) + 1} make demo")


def use_this_demo() -> dict[str, str]:
    mine = secrets_of_this_demo()
    os.environ.update(REPRISE_DATA_DIR=str(DATA), REPRISE_SECRET_KEY=mine["key"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    return mine


def start_over() -> None:
    """Remove the demo's files; a database named by DATABASE_URL is emptied, because it is not ours to remove."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        import django
        from django.core.management import call_command

        use_this_demo()
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(DATA, ignore_errors=True)
    say("The demo data is gone. `make demo` makes it anew.")


def main() -> None:
    if "--reset" in sys.argv:
        start_over()
        return
    refuse_a_port_in_use()
    mine = use_this_demo()
    made = prepare(mine["password"])
    say("Starting the web server")
    print(how_to_sign_in(mine["password"], made["invitation"]), flush=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "deploy/gunicorn.conf.py"]
    os.execv(sys.executable, [*gunicorn, "--bind", f"127.0.0.1:{PORT}", "--log-level", "warning"])


if __name__ == "__main__":
    main()
