"""Pose data of our own, so that engine tests do not depend on the library's."""

import copy
from typing import Any

STANDING: dict[str, Any] = {
    "title": "Knee lift",
    "desc": "Seen from the side. Standing on one leg while the other knee lifts.",
    "view": "side",
    "base": {"anchor": [{"p": "ankle_f", "x": 0, "y": 7}], "leg_f": {"hip": 0, "knee": 0}},
    "frames": [
        {"name": "stand", "leg_n": {"hip": 0, "knee": 0}, "hold": 1},
        {"name": "lift", "move": 1.5, "hold": 3, "leg_n": {"hip": 80, "knee": 90}, "arm_n": {"shoulder": -20}},
    ],
    "props": [],
    "muscles": ["psoas"],
    "arrow": {"trace": "knee_n", "off": 10},
}


def pose(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(STANDING), **changes}


def with_frame(index: int, **changes: Any) -> dict[str, Any]:
    data = pose()
    data["frames"][index] = {**data["frames"][index], **changes}
    return data
