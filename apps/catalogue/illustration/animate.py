"""The moving drawing: SMIL on the joints, so that no style and no script is needed.

Readers who ask for less motion see the still picture instead, which stands after the moving one: figure.css (and the
style of a stand-alone file) shows only one of the two.
"""

from collections.abc import Callable, Sequence

from .bands import LINES, line_attributes, line_path
from .close_shapes import BEHIND, CREASED
from .edges import Strokes, bare_parts, edge_attributes
from .hair import head_cover
from .held import HELD, held_layers, held_place, held_shape
from .model import Scene
from .muscles import light_groups, muscle_path
from .parts import Part
from .paths import Disc, cap_path, hull_path, number, numbers
from .render import Piece, lit_muscles, paint_class, painted, rimmed, stack
from .shapes import LAYER_SEGMENTS, local_discs, parts_of, unstretched_discs
from .skeleton import TRUNK, Posture
from .solve import solve
from .timeline import timeline
from .vectors import Vec, scale, still, unwound

TURN_TOLERANCE = 0.8
BACK_TO_FRONT = ("leg_f", "arm_f", "leg_n", "arm_n")
Outline = Callable[[Sequence[Disc]], str]


def usual_paint(segment: str) -> str:
    """Paint that a segment takes from its group; only other parts carry a class of their own."""
    return "cloth" if segment in TRUNK else "body"


class Animator:
    def __init__(self, scene: Scene, thickness: float, rimmed: Sequence[str]) -> None:
        line = timeline(scene)
        self.scene, self.thickness = scene, thickness
        self.rimmed = frozenset(rimmed)
        self.rimming = False
        self.postures = line.postures
        for posture in self.postures:
            posture.grips = self.postures[len(self.postures) // 2].grips
        self.clock = f'dur="{number(line.seconds, 2)}s" repeatCount="indefinite"'

    def over_time(self, measure: Callable[[Posture], Vec]) -> list[Vec]:
        return [measure(posture) for posture in self.postures]

    def _transform(self, kind: str, values: Sequence[str]) -> str:
        extra = ' additive="sum"' if kind != "translate" else ""
        shown = ";".join(values)
        return f'<animateTransform attributeName="transform" type="{kind}"{extra} {self.clock} values="{shown}"/>'

    def carried(self, places: Sequence[Vec], angles: Sequence[float], inner: str) -> str:
        """Inner drawing taken along places and turned by angles; what stands still costs nothing."""
        turns = unwound(angles)
        turning = not still([(turn, 0.0) for turn in turns], TURN_TOLERANCE)
        motion, fixed = "", ""
        if still(places):
            fixed = "" if still([(0.0, 0.0), *places]) else f"translate({numbers(places[-1])})"
        else:
            motion = self._transform("translate", [numbers(place) for place in places])
        if turning:
            motion += self._transform("rotate", [number(turn, 0) for turn in turns])
        elif motion:
            inner = f'<g transform="rotate({number(turns[-1])})">{inner}</g>'
        elif abs(turns[-1]) > TURN_TOLERANCE:
            fixed += f"rotate({number(turns[-1])})"
        attribute = f' transform="{fixed}"' if fixed else ""
        return f"<g{attribute}>{motion}{inner}</g>" if attribute or motion else inner

    def morphed(self, attributes: str, paths: Sequence[str]) -> str:
        """A path that changes its shape (the same commands in every sample)."""
        if len(set(paths)) == 1:
            return f'<path{attributes} d="{paths[0]}"/>'
        shown = ";".join(paths)
        return f'<path{attributes} d="{paths[-1]}"><animate attributeName="d" {self.clock} values="{shown}"/></path>'

    def _part(self, segment: str, index: int, *, far: bool) -> str:
        segment_parts = [parts_of(posture, segment)[index] for posture in self.postures]
        paint = segment_parts[0][0]
        attributes = "" if paint == usual_paint(segment) else f' class="{paint_class(paint, far=far)}"'
        return self._shape(segment, segment_parts, attributes)

    def _shape(
        self, segment: str, segment_parts: Sequence[Part], attributes: str = "", path: Outline = hull_path
    ) -> str:
        """A part in its segment's frame; one that changes its drawn length is scaled."""
        stretches = [posture.stretch[segment] for posture in self.postures]
        if still(stretches, 0.02):
            parts = zip(self.postures, segment_parts, strict=True)
            return self.morphed(attributes, [path(local_discs(p, segment, part)) for p, part in parts])
        outline = path(unstretched_discs(self.postures[0].view, segment, segment_parts[0]))
        growth = self._transform("scale", [numbers(stretch, 2) for stretch in stretches])
        return f'<path{attributes} d="{outline}">{growth}</path>'

    def _rim(self, segment: str) -> str:
        """Outlines of a segment's bare skin."""
        bare = [bare_parts(posture, segment) for posture in self.postures]
        return "".join(self._shape(segment, [("body", tuple(parts[i])) for parts in bare]) for i in range(len(bare[0])))

    def _creased(self, segment: str) -> str:
        edge = edge_attributes(segment, self.scene.view, self.thickness)
        return self._shape(segment, [parts_of(posture, segment)[0] for posture in self.postures], edge, cap_path)

    def shapes(self, segment: str, *, far: bool = False) -> str:
        if self.rimming:
            return self._rim(segment)
        drawn = "".join(self._part(segment, i, far=far) for i in range(len(parts_of(self.postures[0], segment))))
        if segment in CREASED.get(self.scene.view, ()):
            drawn = self._creased(segment) + drawn
        if segment.startswith("foot_") and self.postures[0].bent_toes and self.scene.view == "side":
            toes = segment.replace("foot", "toes")
            drawn = self.joint(toes, self.shapes(toes, far=far)) + drawn
        if segment == "head":
            hair = [head_cover(posture) for posture in self.postures]
            drawn += self.morphed("", hair)
        return drawn

    def joint(self, segment: str, inner: str) -> str:
        """A segment on the one before it."""
        places = self.over_time(lambda posture: posture.offset[segment])
        return self.carried(places, [posture.relative[segment] for posture in self.postures], inner)

    def rooted(self, segment: str, inner: str) -> str:
        """A segment placed in the picture."""
        places = self.over_time(lambda posture: posture.place(segment))
        return self.carried(places, [posture.world(segment)[1] for posture in self.postures], inner)

    def _from_the_root(self, upper: str, middle: str, end: str, *, far: bool) -> str:
        outer = self.joint(end, self.shapes(end, far=far))
        return self.rooted(
            upper, self.joint(middle, outer + self.shapes(middle, far=far)) + self.shapes(upper, far=far)
        )

    def _hung_on(self, child: str, segment: str, inner: str) -> str:
        """A segment on the one after it: for limbs whose hand or foot stays where it is."""
        back = [scale(posture.offset[child], -1) for posture in self.postures]
        moved = self.carried(back, [0.0] * len(back), inner)
        turns = [posture.world(segment)[1] - posture.world(child)[1] for posture in self.postures]
        return self.carried([(0.0, 0.0)] * len(back), turns, moved)

    def _from_the_end(self, upper: str, middle: str, end: str, *, far: bool) -> str:
        thigh = self._hung_on(middle, upper, self.shapes(upper, far=far))
        shank = self._hung_on(end, middle, self.shapes(middle, far=far) + thigh)
        return self.rooted(end, self.shapes(end, far=far) + shank)

    def limb(self, layer: str) -> str:
        *_, end, middle, upper = LAYER_SEGMENTS[layer]
        far = layer.endswith("_f") and self.scene.view == "side"
        end_rests = still(self.over_time(lambda posture: posture.place(end)))
        root_rests = still(self.over_time(lambda posture: posture.place(upper)))
        chain = self._from_the_end if end_rests and not root_rests else self._from_the_root
        rim = ""
        if layer in self.rimmed:
            self.rimming = True
            rim = (
                f"<g{edge_attributes(layer, self.scene.view, self.thickness)}>{chain(upper, middle, end, far=far)}</g>"
            )
            self.rimming = False
        return f'{rim}<g class="{paint_class("body", far=far)}">{chain(upper, middle, end, far=far)}</g>'

    def trunk(self) -> str:
        head = self.joint("neck", self.shapes("neck") + self.joint("head", self.shapes("head")))
        chest = self.shapes("thorax")
        chest = head + chest if self.scene.view == "side" else chest + head
        waist = self.joint("abdomen", self.joint("thorax", chest) + self.shapes("abdomen"))
        return f'<g class="fg-cloth">{self.rooted("pelvis", waist + self.shapes("pelvis"))}</g>'

    def layer(self, layer: str) -> str:
        if layer != "body":
            return self.limb(layer)
        return self.trunk() + self.limb("leg_n") if self.scene.view == "side" else self.trunk()

    def highlights(self, side: str) -> str:
        out = ""
        for width, names in light_groups(lit_muscles(self.scene, side)):
            paths = ["".join(muscle_path(posture, name) for name in names) for posture in self.postures]
            out += self.morphed(f' class="fg-hi" stroke-width="{number(width * self.thickness)}"', paths)
        return out

    def held(self, layer: str) -> str:
        out = ""
        for prop in self.scene.props:
            if prop["kind"] not in HELD or layer not in held_layers(prop):
                continue
            if prop["kind"] in LINES:
                out += self.morphed(line_attributes(prop), [line_path(prop, p, layer) for p in self.postures])
                continue
            spots = [held_place(prop, posture) for posture in self.postures]
            shape = held_shape(prop, (0.0, 0.0), 0.0)
            out += self.carried([spot[0] for spot in spots], [spot[1] for spot in spots], shape)
        return out

    def _close(self, segment: str) -> str:
        """A part of a close-up with all that hangs on it."""
        behind, front = "", ""
        for child, (parent, _) in self.postures[0].tree.items():
            if parent == segment and child in BEHIND[self.scene.view]:
                behind += self.joint(child, self._close(child))
            elif parent == segment:
                front += self.joint(child, self._close(child))
        return behind + self.shapes(segment) + front

    def close_up(self) -> str:
        root = next(name for name, (parent, _) in self.postures[0].tree.items() if parent is None)
        return f'<g class="fg-body">{self.rooted(root, self._close(root))}</g>'

    def _segments(self, piece: Piece) -> tuple[str, ...]:
        kind, name = piece
        if kind == "close":
            return tuple(self.postures[0].tree)
        body = (*LAYER_SEGMENTS["neck"], *LAYER_SEGMENTS["trunk"])
        if name != "body":
            return LAYER_SEGMENTS[name]
        return (*body, *LAYER_SEGMENTS["leg_n"]) if self.scene.view == "side" else body

    def rests(self, piece: Piece) -> bool:
        """Whether a layer of the body is the same all the time."""
        if any(_turned(posture) != _turned(self.postures[-1]) for posture in self.postures):
            return False
        return all(
            still(self.over_time(lambda posture, s=segment: posture.place(s)), 0.15)  # type: ignore[misc]
            and still([(p.world(segment)[1], 0.0) for p in self.postures], TURN_TOLERANCE)
            and still([p.stretch[segment] for p in self.postures], 0.02)
            for segment in self._segments(piece)
        )

    def _moving(self, piece: Piece) -> str:
        kind, name = piece
        if kind == "held":
            return self.held(name)
        if kind == "lit":
            return self.highlights(name)
        return self.close_up() if kind == "close" else self.layer(name)

    def figure(self) -> str:
        """Every piece, back to front; one that never moves is drawn as in a still picture."""
        frame = self.scene.finish
        finish = solve(self.scene.frames[frame], self.scene.view)
        out, strokes = "", Strokes(self.thickness, self.rimmed)
        for piece in stack(self.scene, frame):
            in_body = piece[0] in {"layer", "close"}
            moving = "" if in_body and self.rests(piece) else self._moving(piece)
            out += moving if "<animate" in moving else painted(self.scene, finish, frame, piece, strokes)
        return out


def _turned(posture: Posture) -> tuple[object, ...]:
    """What changes a shape without moving a joint."""
    return posture.head_turn, posture.nod, posture.twist, posture.arch, posture.breath, posture.leg_turn


def crossing_at_ends(scene: Scene) -> list[str]:
    """Limbs that cross other skin at the start or the finish, the one at the back first."""
    found: set[str] = set()
    for frame in (scene.finish, scene.start):
        found |= rimmed(scene, solve(scene.frames[frame], scene.view), frame)
    return sorted(found, key=BACK_TO_FRONT.index)


def moving_figure(scene: Scene, thickness: float, rimmed_limbs: Sequence[str]) -> str:
    """The whole figure in motion, with a rim around the named limbs."""
    return Animator(scene, thickness, rimmed_limbs).figure()
