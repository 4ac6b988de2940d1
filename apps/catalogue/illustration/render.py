"""Static drawings: layers of flat shapes, each colour of a layer in one path."""

from collections.abc import Sequence

from .arrows import ARROW_WIDTH, arrow_path, arrow_points
from .hair import hair_path
from .model import Scene
from .muscles import HALO_WIDTH, HIGHLIGHT_WIDTH, muscle_path, muscle_side
from .paths import hull_path, number
from .props import fixed_props, floor_line, held_props
from .shapes import LAYER_SEGMENTS, Paint, parts_of, world_discs
from .skeleton import Posture

DEFAULT_ORDER: dict[str, tuple[str, ...]] = {
    "side": ("arm_f", "leg_f", "body", "arm_n"),
    "front": ("leg_f", "body", "arm_f", "arm_n"),
}


def paint_class(paint: Paint, *, far: bool) -> str:
    if far:
        return "fg-far" if paint == "body" else "fg-far-cloth"
    return f"fg-{paint}"


def _painted(posture: Posture, segments: Sequence[str], paint: Paint, *, far: bool) -> str:
    outline = "".join(
        hull_path(world_discs(posture, segment, part))
        for segment in segments
        for part in parts_of(posture, segment)
        if part[0] == paint
    )
    return f'<path class="{paint_class(paint, far=far)}" d="{outline}"/>' if outline else ""


def _limb(posture: Posture, layer: str) -> str:
    far = layer.endswith("_f") and posture.view == "side"
    segments = LAYER_SEGMENTS[layer]
    return _painted(posture, segments, "body", far=far) + _painted(posture, segments, "cloth", far=far)


def _trunk(posture: Posture) -> str:
    return _painted(posture, LAYER_SEGMENTS["trunk"], "cloth", far=False)


def _head(posture: Posture) -> str:
    skin = _painted(posture, LAYER_SEGMENTS["neck"], "body", far=False)
    return f'{skin}<path class="fg-cloth" d="{hair_path(posture)}"/>'


def _highlights(scene: Scene, posture: Posture, side: str, thickness: float) -> str:
    """Halos first, so that two muscles that meet do not cut into each other."""
    names = [name for name in scene.muscles if (muscle_side(name) if scene.view == "side" else "n") == side]
    paths = [path for path in (muscle_path(posture, name) for name in names) if path]
    return "".join(
        f'<path class="{paint}" stroke-width="{number(width * thickness)}" d="{"".join(paths)}"/>'
        for paint, width in (("fg-halo", HALO_WIDTH), ("fg-hi", HIGHLIGHT_WIDTH))
        if paths
    )


def _layer(posture: Posture, layer: str) -> str:
    if layer != "body":
        return _limb(posture, layer)
    if posture.view == "front":
        return _limb(posture, "leg_n") + _trunk(posture) + _head(posture)
    return _head(posture) + _trunk(posture) + _limb(posture, "leg_n")


def figure(scene: Scene, posture: Posture, frame: int, thickness: float = 1.0) -> str:
    """The body in its layers, with highlights after clothing and held things where they belong."""
    held = held_props(scene, posture, frame)
    out = held.get("back", "")
    for layer in scene.frames[frame].order or DEFAULT_ORDER[scene.view]:
        out += _layer(posture, layer)
        if layer == "leg_f" and scene.view == "side":
            out += _highlights(scene, posture, "f", thickness)
        if layer == "body":
            out += _highlights(scene, posture, "n", thickness)
        out += held.get(layer, "")
    return out + held.get("front", "")


def arrow(scene: Scene, posture: Posture, thickness: float = 1.0) -> str:
    points = arrow_points(scene, posture)
    if not points:
        return ""
    return f'<path class="fg-arrow" stroke-width="{number(ARROW_WIDTH * thickness)}" d="{arrow_path(points)}"/>'


def surroundings(scene: Scene) -> str:
    if scene.from_above:
        return fixed_props(scene) + floor_line(scene)
    return floor_line(scene) + fixed_props(scene)


def picture(scene: Scene, posture: Posture, frame: int, *, arrowed: bool, thickness: float = 1.0) -> str:
    body = surroundings(scene) + figure(scene, posture, frame, thickness)
    return body + arrow(scene, posture, thickness) if arrowed else body
