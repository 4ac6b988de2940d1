"""Where a thing is: on a body point, at a place, or on a way of its own with a place for each frame."""

from .skeleton import Posture
from .vectors import Vec, flip, mean


def on_the_way(places: list[list[float]], moment: float) -> Vec:
    """Where a thing with one place for each frame is, between two of them."""
    first = max(0, min(int(moment), len(places) - 1))
    second = min(first + 1, len(places) - 1)
    share = moment - first
    return (mean(places[first][0], places[second][0], share), mean(places[first][1], places[second][1], share))


def spot(where: object, posture: Posture) -> Vec:
    """A body point, a place, or a place for each frame, in the picture."""
    if isinstance(where, str):
        return posture.point(where)
    if isinstance(where, (list, tuple)) and isinstance(where[0], (list, tuple)):
        return flip(on_the_way([list(place) for place in where], posture.moment))
    x, y = where if isinstance(where, (list, tuple)) else (0.0, 0.0)
    return (x, -y)
