"""The other hand in a close-up: it takes hold from the near side, and its forearm runs out of the picture.

Drawn about the middle of the fingers, which lie across what they hold; the forearm leaves towards -y.
"""

from .paths import Disc, hull_path, number, numbers
from .vectors import Vec

USUAL_WIDTH = 32.0
# Room that the hand itself needs; the forearm may be cut by any edge.
REACH = 0.62
_GAPS = (-8.2, 0.0, 8.2)
_FINGERS: tuple[tuple[float, float], ...] = ((-12.3, 7.0), (-4.1, 11.5), (4.1, 10.5), (12.3, 6.0))
_ROOTS, _FINGER = -14.0, 4.4
_PALM = ((-11.0, -36.0, 6.4), (10.0, -36.0, 6.4), (-12.3, -14.0, 4.4), (12.3, -14.0, 4.4))
_FOREARM = ((0.0, -38.0, 12.0), (0.0, -70.0, 11.4), (0.0, -260.0, 20.0))
_THUMB = ((10.0, -34.0, 6.6), (20.0, -20.0, 5.2)), ((20.0, -20.0, 5.2), (22.0, -8.0, 4.4))


def _hull(discs: tuple[tuple[float, float, float], ...], share: float, side: int) -> str:
    return hull_path([Disc(x * share * side, y * share, r * share) for x, y, r in discs])


def helping_hand(width: float, *, thumb_left: bool) -> str:
    """The hand as one shape, and thin lines that part its fingers."""
    share, side = width / USUAL_WIDTH, -1 if thumb_left else 1
    fingers = [((x, _ROOTS, _FINGER), (x, tip, _FINGER)) for x, tip in _FINGERS]
    outline = "".join(_hull(discs, share, side) for discs in (_FOREARM, _PALM, *_THUMB, *fingers))
    lines = "".join(_gap((x * share * side, share * _ROOTS), share * 20.0) for x in _GAPS)
    return (
        f'<path class="fg-far-edge" stroke-width="{number(3.2 * share)}" d="{outline}"/>'
        f'<path class="fg-far" d="{outline}"/>'
        f'<path class="fg-far-edge" stroke-width="{number(1.5 * share)}" d="{lines}"/>'
    )


def _gap(start: Vec, length: float) -> str:
    return f"M{numbers(start)}v{number(length)}"
