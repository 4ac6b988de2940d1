"""Pose data to drawings: pure, deterministic, standard library only."""

from .bases import BASES
from .drawing import ENGINE_VERSION, Drawing, check_pose, draw, pose_digest
from .model import PoseError
from .muscles import MUSCLE_NAMES
from .sheet import contact_sheet
from .standalone import standalone

__all__ = [
    "BASES",
    "ENGINE_VERSION",
    "MUSCLE_NAMES",
    "Drawing",
    "PoseError",
    "check_pose",
    "contact_sheet",
    "draw",
    "pose_digest",
    "standalone",
]
