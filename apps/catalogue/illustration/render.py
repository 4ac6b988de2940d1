"""Static drawings: layers of flat shapes, each colour of a layer in one path."""

from collections.abc import Sequence

from .arrows import ARROW_WIDTH, arrow_path, arrow_points
from .close_shapes import BEHIND, CREASED
from .close_tree import CLOSE_VIEWS
from .edges import Strokes, crossing_limbs, edge_attributes, rim_path
from .hair import face_path, hair_path
from .held import held_props
from .model import Scene
from .muscles import HALO_SHARE, is_on_arm, light_groups, muscle_path, muscle_side
from .parts import Paint
from .paths import cap_path, hull_path, number
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


def _limb(posture: Posture, layer: str, strokes: Strokes) -> str:
    far = layer.endswith("_f") and posture.view == "side"
    segments = LAYER_SEGMENTS[layer]
    outline = rim_path(posture, layer) if layer in strokes.rimmed else ""
    rim = f'<path{edge_attributes(layer, posture.view, strokes.thickness)} d="{outline}"/>' if outline else ""
    return rim + _painted(posture, segments, "body", far=far) + _painted(posture, segments, "cloth", far=far)


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


def _close_segment(posture: Posture, segment: str, thickness: float) -> str:
    part = parts_of(posture, segment)[0]
    shape = _painted(posture, [segment], part[0], far=False)
    if segment not in CREASED[posture.view]:
        return shape
    outline = cap_path(world_discs(posture, segment, part))
    return f'<path{edge_attributes(segment, posture.view, thickness)} d="{outline}"/>{shape}'


def _close_body(posture: Posture, thickness: float) -> str:
    root = next(name for name, (parent, _) in posture.tree.items() if parent is None)
    return "".join(_close_segment(posture, segment, thickness) for segment in _close_layers(posture, root))


def _highlights(scene: Scene, posture: Posture, side: str, thickness: float) -> str:
    """Halos first, so that two muscles that meet do not cut into each other."""
    halos, lights = "", ""
    for width, names in light_groups(lit_muscles(scene, side)):
        path = "".join(muscle_path(posture, name) for name in names)
        if path:
            halos += f'<path class="fg-halo" stroke-width="{number(width * HALO_SHARE * thickness)}" d="{path}"/>'
            lights += f'<path class="fg-hi" stroke-width="{number(width * thickness)}" d="{path}"/>'
    return halos + lights


def lit_muscles(scene: Scene, layer: str) -> list[str]:
    """Muscles that are lit after the far leg ("f"), after the body ("n"), or on the near arm ("arm")."""
    found = []
    for name in scene.muscles:
        on_arm = is_on_arm(name)
        far = muscle_side(name) == "f" and scene.view == "side"
        if ("arm" if on_arm and not far else "f" if far else "n") == layer:
            found.append(name)
    return found


def _layer(posture: Posture, layer: str, strokes: Strokes) -> str:
    if layer != "body":
        return _limb(posture, layer, strokes)
    if posture.view == "front":
        return _trunk(posture) + _head(posture)
    return _head(posture) + _trunk(posture) + _limb(posture, "leg_n", strokes)


def layer_order(scene: Scene, frame: int) -> tuple[str, ...]:
    return scene.frames[frame].order or DEFAULT_ORDER[scene.view]


def stack(scene: Scene, frame: int) -> list[Piece]:
    """What is painted, back to front: layers of the body, highlights after clothing, held things where they belong."""
    if scene.view in CLOSE_VIEWS:
        return [("held", "back"), ("close", ""), ("lit", "n"), ("lit", "arm"), ("held", "front")]
    order = layer_order(scene, frame)
    legs_on_top = scene.view == "front" and order.index("leg_f") > order.index("body")
    arms = ("arm_n",) if scene.view == "side" else ("arm_n", "arm_f")
    # The light shines through an arm that lies over it.
    lit_after = max(("leg_f" if legs_on_top else "body", *arms), key=order.index)
    pieces: list[Piece] = [("held", "back")]
    for layer in order:
        pieces.append(("layer", layer))
        if layer == "leg_f":
            pieces.append(("lit", "f") if scene.view == "side" else ("layer", "leg_n"))
        if layer == lit_after:
            pieces.append(("lit", "n"))
        if layer == "arm_n":
            pieces.append(("lit", "arm"))
        pieces.append(("held", layer))
    return [*pieces, ("held", "front")]


def painted(scene: Scene, posture: Posture, frame: int, piece: Piece, strokes: Strokes) -> str:
    kind, name = piece
    if kind == "held":
        return held_props(scene, posture, frame).get(name, "")
    if kind == "lit":
        return _highlights(scene, posture, name, strokes.thickness)
    return _close_body(posture, strokes.thickness) if kind == "close" else _layer(posture, name, strokes)


def rimmed(scene: Scene, posture: Posture, frame: int) -> frozenset[str]:
    """Limbs that need a rim in a frame; what a picture of the upper body leaves out does not count."""
    if scene.view in CLOSE_VIEWS:
        return frozenset()
    cut_off = {"leg_n", "leg_f"} if scene.crop in {"upper", "head", "arm"} else frozenset[str]()
    return crossing_limbs(posture, layer_order(scene, frame), cut_off)


def figure(scene: Scene, posture: Posture, frame: int, thickness: float = 1.0) -> str:
    strokes = Strokes(thickness, rimmed(scene, posture, frame))
    return "".join(painted(scene, posture, frame, piece, strokes) for piece in stack(scene, frame))


def arrow(scene: Scene, posture: Posture, thickness: float = 1.0) -> str:
    points = arrow_points(scene, posture)
    if not points:
        return ""
    both = bool(scene.arrow and scene.arrow.get("both"))
    drawn = arrow_path(points, thickness, both=both)
    return f'<path class="fg-arrow" stroke-width="{number(ARROW_WIDTH * thickness)}" d="{drawn}"/>'


def surroundings(scene: Scene) -> str:
    if scene.from_above:
        return fixed_props(scene) + floor_line(scene)
    return floor_line(scene) + fixed_props(scene)


def picture(scene: Scene, posture: Posture, frame: int, *, arrowed: bool, thickness: float = 1.0) -> str:
    body = surroundings(scene) + figure(scene, posture, frame, thickness)
    return body + arrow(scene, posture, thickness) if arrowed else body
