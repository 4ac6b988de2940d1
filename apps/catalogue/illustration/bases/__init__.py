"""Whole bodies to start a drawing from: `"base": "hook_lying"`.  One module a family, one entry a position."""

from ..model import RawPose
from .close import CLOSE
from .kneeling import KNEELING
from .lying import LYING
from .sitting import SITTING
from .standing import STANDING

BASES: dict[str, RawPose] = {**LYING, **KNEELING, **SITTING, **STANDING, **CLOSE}
