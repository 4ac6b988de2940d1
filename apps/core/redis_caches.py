"""Redis as the shared cache. Only imported where REPRISE_REDIS_URL names one."""

from typing import Any

from django.db import OperationalError
from django_redis.cache import RedisCache
from redis.exceptions import RedisError


class StrictRedisCache(RedisCache):
    """Redis for what must fail closed: without it signing in answers 503, and nobody guesses without a limit."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return _or_unavailable(super().get, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return _or_unavailable(super().set, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return _or_unavailable(super().add, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return _or_unavailable(super().delete, *args, **kwargs)


def _or_unavailable(call: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        return call(*args, **kwargs)
    except RedisError as error:
        raise OperationalError(f"Redis failed: {error}") from error
