"""The site's own settings, without the limits of requests a minute: they would answer most of a fuzzing run."""

from config.settings import *  # noqa: F403
from config.settings import REST_FRAMEWORK as LIMITED

REST_FRAMEWORK = {**LIMITED, "DEFAULT_THROTTLE_RATES": dict.fromkeys(("logs", "read", "write"), "1000000/min")}
