"""The cap of hair: it shows which way the head looks."""

import math

from .paths import Pen
from .shapes import HEAD_CENTRE
from .skeleton import Posture
from .vectors import Vec, add, rotate

_CAP_RADIUS = 12.6
# Angles on the skull, clockwise from the face: forehead to nape (side) and temple to temple (front).
_FOREHEAD, _NAPE = -62.0, -206.0
_TEMPLE = 8.0
_IN_PROFILE = 40.0


def _side_cap() -> tuple[Vec, Vec, Vec]:
    start = rotate((_CAP_RADIUS, 0), _FOREHEAD)
    end = rotate((_CAP_RADIUS, 0), _NAPE)
    return start, end, (-4.2, -4.4)


def _front_cap(turn: float) -> tuple[Vec, Vec, Vec]:
    slide = 9 * math.sin(math.radians(turn))
    start = rotate((_CAP_RADIUS, 0), -_TEMPLE)
    end = rotate((_CAP_RADIUS, 0), 180 + _TEMPLE)
    return start, end, (slide, -12.0)


def cap_points(posture: Posture) -> tuple[Vec, Vec, Vec]:
    """Start, end and pull of the hair line, in the frame of the head."""
    turn = posture.head_turn
    in_profile = posture.view == "side" or abs(turn) >= _IN_PROFILE
    start, end, pull = _side_cap() if in_profile else _front_cap(turn)
    if in_profile and turn < 0:
        start, end, pull = ((-end[0], end[1]), (-start[0], start[1]), (-pull[0], pull[1]))
    centre = HEAD_CENTRE[posture.view]
    return add(centre, start), add(centre, end), add(centre, pull)


def cap_path(start: Vec, end: Vec, pull: Vec) -> str:
    pen = Pen()
    pen.move(start)
    pen.arc(_CAP_RADIUS, end, large=False, clockwise=False)
    pen.quadratic(pull, start)
    pen.close()
    return pen.text


def hair_path(posture: Posture) -> str:
    start, end, pull = cap_points(posture)
    return cap_path(*(posture.place("head", point) for point in (start, end, pull)))
