"""Pose data comes from people: every fault is named, nothing hostile reaches the page."""

import math
from typing import Any
from xml.etree import ElementTree

import pytest

from apps.catalogue.illustration import PoseError, check_pose, draw

from .poses import pose, with_frame

MALFORMED: list[tuple[str, Any, str]] = [
    ("not an object", [], "pose: must be an object"),
    ("nothing", None, "pose: must be an object"),
    ("no title", {k: v for k, v in pose().items() if k != "title"}, "title: is missing"),
    ("blank title", pose(title="  "), "title: must be text"),
    ("long title", pose(title="x" * 121), "title: must be at most 120 characters"),
    ("control character", pose(desc="a\x00b"), "desc: must not hold control characters"),
    ("number as title", pose(title=7), "title: must be text"),
    ("unknown field", pose(onload="alert(1)"), "onload: is not a known field"),
    ("unknown view", pose(view="below"), "view: must be one of back, foot, front"),
    ("one frame", pose(frames=pose()["frames"][:1]), "frames: must have 2 to 6 entries"),
    ("many frames", pose(frames=pose()["frames"] * 4), "frames: must have 2 to 6 entries"),
    ("frames as text", pose(frames="ab"), "frames: must be a list"),
    ("frame without name", pose(frames=[{}, {"name": "b"}]), "frames[0].name: is missing"),
    ("text as angle", with_frame(1, trunk="10"), "frames[1].trunk: must be a number from -270 to 270"),
    ("true as angle", with_frame(1, trunk=True), "frames[1].trunk: must be a number"),
    ("not a number", with_frame(1, trunk=math.nan), "frames[1].trunk: must be a number"),
    ("endless", with_frame(0, hold=math.inf), "frames[0].hold: must be a number"),
    ("huge place", with_frame(0, root=[0, 1e9]), "frames[0].root[1]: must be a number from -400 to 400"),
    ("short place", with_frame(0, root=[0]), "frames[0].root: must be a list of 2 numbers"),
    ("unknown joint", with_frame(1, leg_n={"hips": 3}), "frames[1].leg_n.hips: is not a known field"),
    ("leg as list", with_frame(1, leg_n=[1]), "frames[1].leg_n: must be an object"),
    ("unknown body point", with_frame(1, arm_n={"palm_on": "tail"}), "frames[1].arm_n.palm_on: must name a body point"),
    ("point of no segment", with_frame(1, arm_n={"palm_on": "wing:1,2"}), "frames[1].arm_n.palm_on: must name"),
    ("layers twice", with_frame(1, order=["body"]), "frames[1].order: must have 4 to 4 entries"),
    ("unknown prop", pose(props=[{"kind": "dragon"}]), "props[0].kind: must be one of"),
    ("prop as text", pose(props=["mat"]), "props[0].kind: must be one of"),
    ("mat without ends", pose(props=[{"kind": "mat"}]), "props[0].x: is missing"),
    ("mat inside out", pose(props=[{"kind": "mat", "x": [9, 1]}]), "props[0].x: must run from left to right"),
    ("flat mat", pose(props=[{"kind": "mat_above", "box": [0, 0, -5, 9]}]), "props[0].box: must be at least"),
    ("many props", pose(props=[{"kind": "wall", "x": 0}] * 9), "props: must have 0 to 8 entries"),
    ("many muscles", pose(muscles=["psoas"] * 5), "muscles: must have 0 to 4 entries"),
    ("unknown muscle", pose(muscles=["ego"]), "muscles[0]: must be one of"),
    ("arrow of two kinds", pose(arrow={"trace": "knee_n", "line": [[0, 0], [1, 1]]}), "arrow: must have exactly one"),
    ("arrow of no length", pose(arrow={"line": [[1, 1], [1, 1]]}), "arrow.line: must not start and end"),
    ("missing frame shown", pose(show=[0, 3]), "show[1]: must be the number of a frame"),
    ("half a frame shown", pose(show=[0, 0.5]), "show[1]: must be the number of a frame"),
    ("thumb not square", pose(thumb=[0, 0, 90, 50]), "thumb: must be a square"),
]


@pytest.mark.parametrize(("data", "problem"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED])
def test_malformed_pose_is_refused_with_the_name_of_the_field(data: Any, problem: str) -> None:
    with pytest.raises(PoseError) as refusal:
        draw(data)
    assert any(found.startswith(problem) for found in refusal.value.problems), refusal.value.problems
    assert check_pose(data) == refusal.value.problems


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><svg onload=alert(1)>', "]]>&lt;&amp;", "a' b\" c"])
def test_hostile_words_are_shown_as_words(text: str) -> None:
    drawing = draw(pose(title=text, desc=text))
    root = ElementTree.fromstring(drawing.finish)
    assert root.find("title").text == text
    assert root.find("desc").text == text
    assert {element.tag for element in root.iter()} <= {"svg", "title", "desc", "path", "rect", "circle", "g"}


@pytest.mark.parametrize("key", ['a"b', "<x>", "1a", "a b", "x" * 41])
def test_key_that_cannot_be_an_id_is_refused(key: str) -> None:
    with pytest.raises(PoseError, match="key: must be"):
        draw(pose(), key=key)


UNLIKELY: list[tuple[str, dict[str, Any], str]] = [
    ("foot too far", with_frame(1, leg_n={"plant": 150}), "frames[1].leg_n.plant: the foot is"),
    ("hand too far", with_frame(1, arm_n={"palm_at": [200, 50]}), "frames[1].arm_n.palm_at: the hand is"),
    ("knee the wrong way", with_frame(1, leg_n={"hip": 0, "knee": -60}), "frames[1].leg_n: knee at -60 degrees"),
    ("below the floor", with_frame(1, anchor=[{"p": "ankle_f", "y": -9}]), "frames[1].foot_f: "),
    (
        "arm over the highlight",
        {**with_frame(1, arm_n={"shoulder": 0}), "muscles": ["lats"]},
        "frames[1].arm_n: covers the highlight of lats",
    ),
    (
        "muscle out of view",
        pose(muscles=["hamstrings"], view="front"),
        "muscles[0]: hamstrings cannot be shown from the front",
    ),
]


@pytest.mark.parametrize(("data", "problem"), [case[1:] for case in UNLIKELY], ids=[case[0] for case in UNLIKELY])
def test_pose_no_body_can_take_is_drawn_but_named(data: dict[str, Any], problem: str) -> None:
    assert any(found.startswith(problem) for found in check_pose(data)), check_pose(data)
    assert draw(data).finish.startswith("<svg ")


def test_movement_through_the_floor_is_found_between_good_frames() -> None:
    lying = {"root": [0, 14], "trunk": -90, "leg_f": {"hip": 0}}
    data = pose(
        base=lying,
        frames=[{"name": "up", "leg_n": {"hip": 100}}, {"name": "round", "leg_n": {"hip": -100, "knee": 60}}],
        arrow={"line": [[0, 0], [10, 0]]},
    )
    assert any("on the way" in problem for problem in check_pose(data))


def test_good_pose_has_no_problem() -> None:
    assert check_pose(pose()) == []
