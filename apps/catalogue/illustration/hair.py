"""The cap of hair: it shows which way the head looks."""

import math
from dataclasses import replace

from .paths import Disc, Pen, circle_path, hull_path
from .shapes import HEAD_CENTRE
from .skeleton import Posture, View
from .vectors import Vec, add, rotate

_CAP_RADIUS = 12.6
# Angles on the skull, clockwise from the face: forehead to nape (side) and temple to temple (front).
_FOREHEAD, _NAPE = -62.0, -206.0
_TEMPLE = 8.0
_IN_PROFILE = 40.0
Discs = tuple[tuple[float, float, float], ...]
STYLES: dict[View, dict[str, Discs]] = {
    "side": {"bun": ((-11.5, -12.0, 5.4),), "tail": ((-10.5, -7.0, 4.4), (-14.0, 7.0, 3.0))},
    "front": {"bun": ((0.0, -19.0, 5.4),), "tail": ()},
}


def _side_cap() -> tuple[Vec, Vec, Vec]:
    start = rotate((_CAP_RADIUS, 0), _FOREHEAD)
    end = rotate((_CAP_RADIUS, 0), _NAPE)
    return start, end, (-4.2, -4.4)


def _lowered(nod: float, by: float) -> float:
    return by * math.sin(math.radians(nod))


def _front_cap(turn: float, nod: float) -> tuple[Vec, Vec, Vec]:
    slide = 9 * math.sin(math.radians(turn))
    start = rotate((_CAP_RADIUS, 0), -_TEMPLE)
    end = rotate((_CAP_RADIUS, 0), 180 + _TEMPLE)
    return start, end, (slide, -12.0 + _lowered(nod, 15.0))


def cap_points(posture: Posture) -> tuple[Vec, Vec, Vec]:
    """Start, end and pull of the hair line, in the frame of the head."""
    turn = posture.head_turn
    in_profile = posture.view == "side" or abs(turn) >= _IN_PROFILE
    start, end, pull = _side_cap() if in_profile else _front_cap(turn, posture.nod)
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


def head_cover(posture: Posture) -> str:
    """Hair and eyes in the frame of the head."""
    at_home = replace(posture, root=(0.0, 0.0), relative=dict.fromkeys(posture.relative, 0.0))
    at_home.offset = dict.fromkeys(posture.offset, (0.0, 0.0))
    return hair_path(at_home) + face_path(at_home)


def hair_path(posture: Posture) -> str:
    if posture.away:
        return circle_path(Disc(*posture.place("head", add(HEAD_CENTRE["front"], (0.0, -2.4))), _CAP_RADIUS - 0.4))
    return _cap(posture) + _more_hair(posture)


def face_path(posture: Posture) -> str:
    """Two eyes, where a head is drawn large and looks at us: they show which way it turns."""
    if not posture.face:
        return ""
    x, y = add(HEAD_CENTRE["front"], (0.0, 0.6 + _lowered(posture.nod, 9.0)))
    out = ""
    for angle in (posture.head_turn - 24, posture.head_turn + 24):
        if abs(angle) < 84:
            centre = posture.place("head", (x + 10.4 * math.sin(math.radians(angle)), y))
            out += circle_path(Disc(*centre, 1.1))
    return out


def _more_hair(posture: Posture) -> str:
    """A bun or a tail at the back of the head; from the front, what shows beside the neck."""
    discs = STYLES[posture.view].get(posture.hair, ())
    return hull_path([Disc(*posture.place("head", (x, y)), r) for x, y, r in discs]) if discs else ""


def _cap(posture: Posture) -> str:
    start, end, pull = cap_points(posture)
    return cap_path(*(posture.place("head", point) for point in (start, end, pull)))
