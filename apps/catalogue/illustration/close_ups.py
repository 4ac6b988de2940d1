"""Close-ups to postures.  Angles are degrees from rest; `curl` and `arch` are shares from 0 to 1."""

import math

from .close_tree import ANKLE_UP, CLOSE_TREES, CLOSE_VIEWS, FINGERS, FOREARM_SEEN, TOES
from .model import Frame
from .skeleton import Posture, View
from .vectors import Vec, add, rotate, scale

__all__ = ["CLOSE_VIEWS", "solve_close_up"]
_FAN = {"index": -1.0, "middle": -0.25, "ring": 0.45, "little": 1.2}
_TOE_FAN = {"big_toe": -1.1, "second_toe": -0.2, "third_toe": 0.5, "fourth_toe": 1.2, "little_toe": 1.9}
_THINNEST = 0.4
_HEEL: Vec = (-12.0, ANKLE_UP)
_BALL: Vec = (45.0, ANKLE_UP)
Values = dict[str, float]


def _side_hand(posture: Posture, values: Values) -> None:
    """Forearm from the left, seen from the thumb's side; the palm looks down, or up with `palm_up`."""
    down = -1.0 if values.get("palm_up", 0.0) > 0.5 else 1.0
    posture.palm_up = down < 0
    turned = {"palm": "wrist", "fingers": "fingers", "tips": "tips"}
    for segment, name in turned.items():
        posture.relative[segment] = down * values.get(name, 0.0)
    # The fingers behind the first one do the same, a little less, unless they are told otherwise.
    posture.relative["others"] = down * values.get("others", values.get("fingers", 0.0) - 5)
    posture.relative["other_tips"] = down * values.get("other_tips", values.get("tips", 0.0))
    posture.offset["others"] = (down * posture.offset["others"][0], posture.offset["others"][1])
    posture.relative["thumb"] = down * (16 - values.get("thumb", 0.0))
    posture.relative["thumbtip"] = down * values.get("thumb_tip", 0.0)
    posture.offset["thumb"] = (down * posture.offset["thumb"][0], posture.offset["thumb"][1])
    lift = values.get("forearm", 0.0)
    posture.relative["forearm"] = -90 - lift
    posture.root = rotate((-FOREARM_SEEN, 0.0), -lift)
    posture.root = add(posture.root, (values.get("x", 0.0), -values.get("y", 0.0)))


def _bend_finger(posture: Posture, name: str, curl: float) -> None:
    """A finger that bends towards the reader is drawn shorter."""
    near, far = 1 - 0.5 * curl, 1 - 0.78 * curl
    x, y = posture.offset[f"{name}_tip"]
    posture.stretch[name], posture.stretch[f"{name}_tip"] = (1.0, near), (1.0, far)
    posture.offset[f"{name}_tip"] = (x, y * near)


def _open_hand(posture: Posture, values: Values) -> None:
    """Fingers up, the thumb on the left; `roll` turns the forearm over."""
    wide = math.cos(math.radians(values.get("roll", 0.0)))
    thin = math.copysign(max(abs(wide), _THINNEST), wide)
    posture.stretch["palm"] = (abs(thin), 1.0)
    for name in (*FINGERS, "thumb"):
        x, y = posture.offset[name]
        posture.offset[name] = (x * thin, y)
    spread = values.get("spread", 4.0)
    for name in FINGERS:
        posture.relative[name] = thin * _FAN[name] * spread
        _bend_finger(posture, name, values.get(name, values.get("curl", 0.0)))
    posture.relative["thumb"] = -wide * (26 + values.get("thumb", 0.0))
    posture.relative["thumbtip"] = wide * values.get("thumb_tip", 8.0)
    posture.relative["palm"] = values.get("wrist", 0.0)
    posture.relative["forearm"] = 180 + values.get("forearm", 0.0)
    posture.root = (values.get("x", 0.0), FOREARM_SEEN - values.get("y", 0.0))


def _side_foot(posture: Posture, values: Values) -> None:
    """Toes to the right.  The foot turns about its heel or ball, or about the ankle when `lift` holds it up."""
    pitch, lift = values.get("pitch", 0.0), values.get("lift", 0.0)
    ankle: Vec = (values.get("x", 0.0), -ANKLE_UP - lift)
    if not lift and pitch:
        pivot = _HEEL if pitch > 0 else _BALL
        ankle = add(add(ankle, pivot), rotate(scale(pivot, -1), -pitch))
    posture.root = ankle
    posture.relative["foot"] = -pitch
    posture.relative["shank"] = 180 + values.get("shank", 0.0) + pitch
    toes = values.get("toes", 0.0)
    posture.relative["toes"] = -toes
    posture.relative["big_toe"] = -values.get("big_toe", toes)


def _top_foot(posture: Posture, values: Values) -> None:
    """Seen from above, toes up the page, the big toe on the left."""
    posture.relative["foot"] = 180 + values.get("turn", 0.0)
    spread = values.get("spread", 4.0)
    for name in TOES:
        curl = values.get(name, values.get("curl", 0.0))
        posture.relative[name] = _TOE_FAN[name] * spread
        posture.stretch[name] = (1.0, 1 - 0.6 * curl)
    posture.root = (values.get("x", 0.0), -16.0 - values.get("y", 0.0))


_SOLVERS = {"hand": _side_hand, "palm": _open_hand, "foot": _side_foot, "toes": _top_foot}


def solve_close_up(frame: Frame, view: View) -> Posture:
    tree = CLOSE_TREES[view]
    posture = Posture.rest(view)
    posture.tree = tree
    posture.moment, posture.arch = frame.moment, frame.close.get("arch", 0.0)
    _SOLVERS[view](posture, frame.close)
    return posture
