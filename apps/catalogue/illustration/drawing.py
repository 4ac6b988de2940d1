"""Pose data in, drawings out."""

import hashlib
import json
import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from html import escape
from typing import Any, cast

from .animate import crossing_at_ends, moving_figure
from .authoring import expanded
from .crop import Window, outside, square_window, wide_window
from .lint import lint
from .model import PoseError, RawPose, Scene, read_scene
from .paths import number
from .render import picture, surroundings
from .schema import schema_problems
from .skeleton import Posture
from .solve import solve

ENGINE_VERSION = "3"
# Widths of windows in which strokes have their own width; narrower windows get finer strokes.
THUMB_WIDTH, WIDE_WIDTH, FINEST = 120.0, 150.0, 0.55
MOST_KEPT = 256
MOST_MOVING_BYTES = 8192
_KEY = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")


@dataclass(frozen=True, slots=True)
class Drawing:
    """All the pictures of one exercise, as SVG text to put into a page."""

    start: str
    finish: str
    static: str
    thumb: str
    animated: str
    frames: tuple[tuple[str, str], ...]
    title: str
    desc: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all the drawings of one pose share."""

    scene: Scene
    key: str
    mirror: bool

    def _mirrored(self, window: Window, body: str) -> str:
        if not self.mirror:
            return body
        return f'<g transform="translate({number(2 * window.x + window.width)})scale(-1 1)">{body}</g>'

    def meaningful(self, window: Window, body: str, variant: str, extra: str = "") -> str:
        name = f"{self.key}-{variant}"
        return (
            f'<svg class="fig{extra}" viewBox="{window.view_box}" role="img" aria-labelledby="{name}" '
            f'aria-describedby="{name}-d"><title id="{name}">{escape(self.scene.title)}</title>'
            f'<desc id="{name}-d">{escape(self.scene.desc)}</desc>{self._mirrored(window, body)}</svg>'
        )

    def decorative(self, window: Window, body: str) -> str:
        shown = self._mirrored(window, body)
        return f'<svg class="fig" viewBox="{window.view_box}" aria-hidden="true" focusable="false">{shown}</svg>'


_drawn: OrderedDict[tuple[str, str, bool], Drawing] = OrderedDict()
_linted: OrderedDict[str, list[str]] = OrderedDict()


def _make_room(kept: OrderedDict[Any, Any]) -> None:
    while len(kept) >= MOST_KEPT:
        kept.popitem(last=False)


def forget_drawings() -> None:
    """Draws everything afresh from here on (for measurements)."""
    _drawn.clear()
    _linted.clear()


def pose_digest(pose: RawPose) -> str:
    """The same for equal data, whatever the order of its fields."""
    full, _ = expanded(pose)
    canonical = json.dumps(full, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{ENGINE_VERSION}:{canonical}".encode()).hexdigest()


def _understood(pose: object) -> tuple[Scene | None, list[str]]:
    """The scene of pose data in its short or its full form, or why it cannot be drawn."""
    full, problems = expanded(pose)
    problems = problems or schema_problems(full)
    if problems or not isinstance(full, dict):
        return None, problems
    return read_scene(full), []


def scene_of(pose: object) -> Scene:
    """The scene of pose data in its short or its full form.  PoseError names what cannot be drawn."""
    scene, problems = _understood(pose)
    if scene is None:
        raise PoseError(problems)
    return scene


def _sheet(pose: RawPose, key: str | None, mirror: bool) -> _Sheet:
    scene = scene_of(pose)
    name = key or f"f{pose_digest(pose)[:8]}{'m' if mirror else ''}"
    if not _KEY.match(name):
        raise PoseError(["key: must be letters, digits, - and _, starting with a letter"])
    return _Sheet(scene, name, mirror)


def _frame_strip(sheet: _Sheet, window: Window, postures: list[Posture], fine: float) -> tuple[tuple[str, str], ...]:
    scene = sheet.scene
    strip = []
    for index, posture in enumerate(postures):
        body = picture(scene, posture, index, arrowed=index == scene.finish, thickness=fine)
        strip.append((scene.frames[index].name, sheet.meaningful(window, body, f"r{index}")))
    return tuple(strip)


def draw(pose: RawPose, *, key: str | None = None, mirror: bool = False) -> Drawing:
    """Every picture of a pose, drawn once for its content.  PoseError names the fields that cannot be drawn."""
    sheet = _sheet(pose, key, mirror)
    known = (pose_digest(pose), sheet.key, mirror)
    drawing = _drawn.get(known)
    if drawing is None:
        _make_room(_drawn)
        drawing = _drawn[known] = _draw(sheet)
    return drawing


def _moving(sheet: _Sheet, window: Window, fine: float) -> str:
    """The moving picture; where rims would make it too large, limbs at the back do without."""
    still, limbs = surroundings(sheet.scene), crossing_at_ends(sheet.scene)
    while True:
        figure = moving_figure(sheet.scene, fine, limbs)
        drawn = sheet.meaningful(window, still + figure, "a", " fig--moving")
        if not limbs or len(drawn.encode()) <= MOST_MOVING_BYTES:
            return drawn
        limbs = limbs[1:]


def _draw(sheet: _Sheet) -> Drawing:
    scene = sheet.scene
    postures = [solve(frame, scene.view) for frame in scene.frames]
    wide = wide_window(scene, dict(enumerate(postures)))
    square = square_window(scene, postures[scene.finish])
    bold, fine = square.width / THUMB_WIDTH, min(1.0, max(FINEST, wide.width / WIDE_WIDTH))
    first, last = postures[scene.start], postures[scene.finish]
    begin = picture(scene, first, scene.start, arrowed=False, thickness=fine)
    end = picture(scene, last, scene.finish, arrowed=True, thickness=fine)
    seen = replace(last, hidden=outside(last, square))
    small = picture(scene, seen, scene.finish, arrowed=True, thickness=bold)
    return Drawing(
        start=sheet.meaningful(wide, begin, "s"),
        finish=sheet.meaningful(wide, end, "e"),
        static=sheet.meaningful(wide, end, "p"),
        thumb=sheet.decorative(square, small),
        animated=_moving(sheet, wide, fine),
        frames=_frame_strip(sheet, wide, postures, fine),
        title=scene.title,
        desc=scene.desc,
    )


def check_pose(pose: object) -> list[str]:
    """Problems in plain words, each naming its field; empty when the pose is fit to publish."""
    scene, problems = _understood(pose)
    if scene is None:
        return problems
    known = pose_digest(cast("RawPose", pose))
    if known not in _linted:
        # Loading a library asks twice of each pose: before it is published, and for the curator's list.
        _make_room(_linted)
        _linted[known] = lint(scene)
    return list(_linted[known])
