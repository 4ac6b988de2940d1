"""The API's rate limits, counted once for all workers: how many calls in this minute."""

import logging
import time
from typing import Any

from django.core.cache import caches
from django.db import OperationalError
from rest_framework.throttling import ScopedRateThrottle

logger = logging.getLogger(__name__)


class SharedThrottle(ScopedRateThrottle):
    """A count for each caller, scope and window of time, in the cache named `rates`.

    Adding to a count costs one statement, however many there were. When the cache can't be reached the call is let
    through: a log must not be lost for want of a count.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        self.scope = getattr(view, self.scope_attr, None)
        self.rate = self.get_rate() if self.scope else None
        limit, seconds = self.parse_rate(self.rate)
        if limit is None or seconds is None:
            return True
        window, into = divmod(time.time(), seconds)
        self.left = seconds - into
        return self._count(f"{self.get_cache_key(request, view)}:{int(window)}", seconds) <= limit

    def wait(self) -> float:
        """Seconds until the next window."""
        return self.left

    def _count(self, key: str, seconds: int) -> int:
        rates = caches["rates"]
        try:
            try:
                return int(rates.incr(key) or 0)
            except ValueError:
                return 1 if rates.add(key, 1, seconds) else int(rates.incr(key) or 0)
        except (OperationalError, ValueError):
            logger.warning("rates_unavailable")
            return 0
