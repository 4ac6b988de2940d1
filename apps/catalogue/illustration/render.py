"""Static drawings: layers of flat shapes, each colour of a layer in one path."""

from collections.abc import Sequence

from .arrows import ARROW_WIDTH, arrow_path, arrow_points
from .close_shapes import BEHIND
from .close_tree import CLOSE_VIEWS
from .hair import face_path, hair_path
from .held import held_props
from .model import Scene
from .muscles import HALO_WIDTH, HIGHLIGHT_WIDTH, is_on_arm, muscle_path, muscle_side
from .parts import Paint
from .paths import hull_path, number
from .props import fixed_props, floor_line
from .shapes import LAYER_SEGMENTS, parts_of, world_discs
from .skeleton import Posture

Piece = tuple[str, str]
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
        if segment not in posture.hidden
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
    if "head" in posture.hidden:
        return skin
    return f'{skin}<path class="fg-cloth" d="{hair_path(posture)}{face_path(posture)}"/>'


def _close_layers(posture: Posture, segment: str) -> list[str]:
    """Segments of a close-up, back to front."""
    children = [name for name, (parent, _) in posture.tree.items() if parent == segment]
    behind = BEHIND[posture.view]
    back = [name for child in children if child in behind for name in _close_layers(posture, child)]
    front = [name for child in children if child not in behind for name in _close_layers(posture, child)]
    return [*back, segment, *front]


def _close_body(posture: Posture) -> str:
    root = next(name for name, (parent, _) in posture.tree.items() if parent is None)
    out = ""
    for segment in _close_layers(posture, root):
        paint = parts_of(posture, segment)[0][0]
        out += _painted(posture, [segment], paint, far=False)
    return out


def _highlights(scene: Scene, posture: Posture, side: str, thickness: float) -> str:
    """Halos first, so that two muscles that meet do not cut into each other."""
    names = lit_muscles(scene, side)
    paths = [path for path in (muscle_path(posture, name) for name in names) if path]
    return "".join(
        f'<path class="{paint}" stroke-width="{number(width * thickness)}" d="{"".join(paths)}"/>'
        for paint, width in (("fg-halo", HALO_WIDTH), ("fg-hi", HIGHLIGHT_WIDTH))
        if paths
    )


def lit_muscles(scene: Scene, layer: str) -> list[str]:
    """Muscles that are lit after the far leg ("f"), after the body ("n"), or on the near arm ("arm")."""
    found = []
    for name in scene.muscles:
        on_arm = is_on_arm(name)
        far = muscle_side(name) == "f" and scene.view == "side"
        if ("arm" if on_arm and not far else "f" if far else "n") == layer:
            found.append(name)
    return found


def _layer(posture: Posture, layer: str) -> str:
    if layer != "body":
        return _limb(posture, layer)
    if posture.view == "front":
        return _trunk(posture) + _head(posture)
    return _head(posture) + _trunk(posture) + _limb(posture, "leg_n")


def stack(scene: Scene, frame: int) -> list[Piece]:
    """What is painted, back to front: layers of the body, highlights after clothing, held things where they belong."""
    if scene.view in CLOSE_VIEWS:
        return [("held", "back"), ("close", ""), ("lit", "n"), ("lit", "arm"), ("held", "front")]
    order = scene.frames[frame].order or DEFAULT_ORDER[scene.view]
    legs_on_top = scene.view == "front" and order.index("leg_f") > order.index("body")
    pieces: list[Piece] = [("held", "back")]
    for layer in order:
        pieces.append(("layer", layer))
        if layer == "leg_f":
            pieces.append(("lit", "f") if scene.view == "side" else ("layer", "leg_n"))
        if layer == ("leg_f" if legs_on_top else "body"):
            pieces.append(("lit", "n"))
        if layer == "arm_n":
            pieces.append(("lit", "arm"))
        pieces.append(("held", layer))
    return [*pieces, ("held", "front")]


def painted(scene: Scene, posture: Posture, frame: int, piece: Piece, thickness: float = 1.0) -> str:
    kind, name = piece
    if kind == "held":
        return held_props(scene, posture, frame).get(name, "")
    if kind == "lit":
        return _highlights(scene, posture, name, thickness)
    return _close_body(posture) if kind == "close" else _layer(posture, name)


def figure(scene: Scene, posture: Posture, frame: int, thickness: float = 1.0) -> str:
    return "".join(painted(scene, posture, frame, piece, thickness) for piece in stack(scene, frame))


def arrow(scene: Scene, posture: Posture, thickness: float = 1.0) -> str:
    points = arrow_points(scene, posture)
    if not points:
        return ""
    return (
        f'<path class="fg-arrow" stroke-width="{number(ARROW_WIDTH * thickness)}" d="{arrow_path(points, thickness)}"/>'
    )


def surroundings(scene: Scene) -> str:
    if scene.from_above:
        return fixed_props(scene) + floor_line(scene)
    return floor_line(scene) + fixed_props(scene)


def picture(scene: Scene, posture: Posture, frame: int, *, arrowed: bool, thickness: float = 1.0) -> str:
    body = surroundings(scene) + figure(scene, posture, frame, thickness)
    return body + arrow(scene, posture, thickness) if arrowed else body
