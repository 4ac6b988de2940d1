"""The site's own settings, plus two floor views to measure against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")  # type: ignore  # noqa: F405
# Counted as always, and never reached.
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = dict.fromkeys(["logs", "read", "write"], "1000000/min")  # noqa: F405
