"""Bands, straps, towels and sticks: they follow their ends.  A `loop` goes round both and comes back behind them."""

import math

from .model import RawPose
from .paths import Disc, Pen, circle_path, curve, numbers
from .skeleton import Posture
from .spots import spot
from .vectors import Vec, add, scale, subtract

LINES = {"band": ("fg-band", 3.4), "stick": ("fg-band", 3.0), "towel": ("fg-band", 6.0), "strap": ("fg-band", 4.4)}
_LOOP_WIDTH, _KNOT = 2.6, 2.4
# Pull of a cubic curve that bulges by one.
_BULGE = 4 / 3


def line_ends(prop: RawPose, posture: Posture) -> tuple[Vec, Vec]:
    """Ends of the line; `more` lets it stand out beyond both, but never beyond what it is tied to."""
    start, end = spot(prop["from"], posture), spot(prop["to"], posture)
    more = prop.get("more", 0.0)
    along = scale(subtract(end, start), more / (math.dist(start, end) or 1.0))
    return subtract(start, along), end if prop.get("tied") else add(end, along)


def line_layers(prop: RawPose) -> tuple[str, ...]:
    """Layers in which something of the line is painted."""
    front = prop.get("layer", "front")
    behind = prop.get("behind", "back")
    return (behind, front) if "loop" in prop and behind != front else (front,)


def _half_loop(start: Vec, end: Vec, bulge: float, *, tied: bool) -> str:
    """One of the two strands of a loop, round at its ends; at a knot both strands meet in a point."""
    along = subtract(end, start)
    length = math.hypot(*along) or 1.0
    aside = scale((-along[1], along[0]), bulge * _BULGE / length)
    pen = Pen()
    pen.move(start)
    second = add(end, scale(along, -0.4)) if tied else end
    pen.cubic(add(start, aside), add(second, scale(aside, 0.5 if tied else 1.0)), end)
    return pen.text


def _open_line(prop: RawPose, posture: Posture, start: Vec, end: Vec) -> str:
    """Straight, hanging through by `sag`, bent once at `over`, or drawn smoothly through several places."""
    over = prop.get("over")
    if isinstance(over, (list, tuple)) and isinstance(over[0], str):
        return curve([start, *(spot(place, posture) for place in over), end])
    if over is not None:
        return f"M{numbers(start)}L{numbers(spot(over, posture))}L{numbers(end)}"
    if "sag" in prop:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 2 * prop["sag"])
        return f"M{numbers(start)}Q{numbers(middle)} {numbers(end)}"
    return f"M{numbers(start)}L{numbers(end)}"


def _tail(end: Vec, other: Vec, length: float) -> str:
    """What hangs out of a fist that holds the line."""
    away = math.copysign(length * 0.45, end[0] - other[0])
    pen = Pen()
    pen.move(end)
    pen.quadratic(add(end, (away, 0.0)), add(end, (away, length)))
    return pen.text


def line_path(prop: RawPose, posture: Posture, layer: str) -> str:
    """What of the line is painted in a layer."""
    start, end = line_ends(prop, posture)
    tied, layers = bool(prop.get("tied")), line_layers(prop)
    out = ""
    if "loop" in prop and layer == layers[0]:
        out += _half_loop(start, end, -prop["loop"], tied=tied)
    if layer == layers[-1]:
        smooth = "loop" in prop and "over" not in prop
        out += _half_loop(start, end, prop["loop"], tied=tied) if smooth else _open_line(prop, posture, start, end)
        out += _tail(start, end, prop["tails"]) if "tails" in prop else ""
        out += _tail(end, start, prop["tails"]) if "tails" in prop and not tied else ""
        out += circle_path(Disc(*end, _KNOT)) if tied else ""
    return out


def line_attributes(prop: RawPose) -> str:
    name, width = LINES[prop["kind"]]
    return f' class="{name}" stroke-width="{numbers([_LOOP_WIDTH if "loop" in prop else width])}"'
