"""Pose data in, drawings out."""

import hashlib
import json
import re
from dataclasses import dataclass
from html import escape

from .animate import moving_figure
from .crop import Window, square_window, wide_window
from .lint import lint
from .model import PoseError, RawPose, Scene, read_scene
from .paths import number
from .render import figure, picture, surroundings
from .schema import schema_problems
from .skeleton import Posture
from .solve import solve

ENGINE_VERSION = "1"
THUMB_WIDTH = 165.0
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

    def meaningful(self, window: Window, body: str, variant: str) -> str:
        name = f"{self.key}-{variant}"
        return (
            f'<svg class="fig" viewBox="{window.view_box}" role="img" aria-labelledby="{name}" '
            f'aria-describedby="{name}-d"><title id="{name}">{escape(self.scene.title)}</title>'
            f'<desc id="{name}-d">{escape(self.scene.desc)}</desc>{self._mirrored(window, body)}</svg>'
        )

    def decorative(self, window: Window, body: str) -> str:
        shown = self._mirrored(window, body)
        return f'<svg class="fig" viewBox="{window.view_box}" aria-hidden="true" focusable="false">{shown}</svg>'


def pose_digest(pose: RawPose) -> str:
    """The same for equal data, whatever the order of its fields."""
    canonical = json.dumps(pose, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{ENGINE_VERSION}:{canonical}".encode()).hexdigest()


def _checked_scene(pose: object) -> Scene:
    problems = schema_problems(pose)
    if problems or not isinstance(pose, dict):
        raise PoseError(problems)
    return read_scene(pose)


def _sheet(pose: RawPose, key: str | None, mirror: bool) -> _Sheet:
    scene = _checked_scene(pose)
    name = key or f"f{pose_digest(pose)[:8]}{'m' if mirror else ''}"
    if not _KEY.match(name):
        raise PoseError(["key: must be letters, digits, - and _, starting with a letter"])
    return _Sheet(scene, name, mirror)


def _frame_strip(sheet: _Sheet, window: Window, postures: list[Posture]) -> tuple[tuple[str, str], ...]:
    scene = sheet.scene
    strip = []
    for index, posture in enumerate(postures):
        body = picture(scene, posture, index, arrowed=index == scene.finish)
        strip.append((scene.frames[index].name, sheet.meaningful(window, body, f"r{index}")))
    return tuple(strip)


def _animated(scene: Scene, finish: Posture) -> str:
    """The moving figure, and the finish for readers who ask for less motion."""
    moving = f'<g class="fg-moving">{moving_figure(scene)}</g>'
    return f'{surroundings(scene)}{moving}<g class="fg-still">{figure(scene, finish, scene.finish)}</g>'


def draw(pose: RawPose, *, key: str | None = None, mirror: bool = False) -> Drawing:
    """Every picture of a pose.  PoseError names the fields of data that cannot be drawn."""
    sheet = _sheet(pose, key, mirror)
    scene = sheet.scene
    postures = [solve(frame, scene.view) for frame in scene.frames]
    wide = wide_window(scene, dict(enumerate(postures)))
    square = square_window(scene, postures[scene.finish])
    bold = max(1.0, square.width / THUMB_WIDTH)
    first, last = postures[scene.start], postures[scene.finish]
    begin = picture(scene, first, scene.start, arrowed=False)
    end = picture(scene, last, scene.finish, arrowed=True)
    small = picture(scene, last, scene.finish, arrowed=True, thickness=bold)
    return Drawing(
        start=sheet.meaningful(wide, begin, "s"),
        finish=sheet.meaningful(wide, end, "e"),
        static=sheet.meaningful(wide, end, "p"),
        thumb=sheet.decorative(square, small),
        animated=sheet.meaningful(wide, _animated(scene, last), "a"),
        frames=_frame_strip(sheet, wide, postures),
        title=scene.title,
        desc=scene.desc,
    )


def check_pose(pose: object) -> list[str]:
    """Problems in plain words, each naming its field; empty when the pose is fit to publish."""
    problems = schema_problems(pose)
    if problems or not isinstance(pose, dict):
        return problems
    return lint(read_scene(pose))
