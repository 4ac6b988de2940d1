"""Where counts and rate limits live, so that every worker sees the same (docs/adr/0010)."""

from pathlib import Path
from typing import Any

SECONDS_TO_WAIT = 1


def shared_caches(redis_url: str, folder: Path, *, testing: bool) -> dict[str, dict[str, Any]]:
    """`default` holds the limits on signing in, which fail closed; `rates` the API's, which let a log through."""
    if testing:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {name: {"BACKEND": backend, "LOCATION": name} for name in ("default", "rates")}
    if redis_url:
        return {
            "default": _redis(redis_url, "apps.core.redis_caches.StrictRedisCache"),
            "rates": _redis(redis_url, "django_redis.cache.RedisCache", IGNORE_EXCEPTIONS=True),
        }
    return {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
        "rates": {"BACKEND": "apps.core.caches.FileCache", "LOCATION": str(folder / "rates.sqlite3")},
    }


def _redis(url: str, backend: str, **options: Any) -> dict[str, Any]:
    waits = {"SOCKET_CONNECT_TIMEOUT": SECONDS_TO_WAIT, "SOCKET_TIMEOUT": SECONDS_TO_WAIT}
    return {"BACKEND": backend, "LOCATION": url, "KEY_PREFIX": "reprise", "OPTIONS": {**waits, **options}}
