"""Backs, turned bodies, close-ups, hands, toes, and things that move by themselves."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from apps.catalogue.illustration import check_pose, draw, standalone
from apps.catalogue.illustration.drawing import scene_of
from apps.catalogue.illustration.focus import focus_of
from apps.catalogue.illustration.solve import between, solve

Pose = dict[str, Any]


def pose(base: object, first: Pose, second: Pose, **more: Any) -> Pose:
    frames = [{"name": "start", **first}, {"name": "finish", **second}]
    return {"title": "T", "desc": "D", "base": base, "frames": frames, **more}


def picture(svg: str) -> str:
    """The drawing without its window, ids and words."""
    return svg.partition("</desc>")[2]


CLOSE_UPS = [
    ("hand", {"hand": {"wrist": 50}}, {"hand": {"wrist": -50, "fingers": 80, "tips": 110, "thumb": 30}}),
    ("hand_palm_up", {"hand": {"forearm": 0}}, {"hand": {"forearm": 25, "thumb_tip": 20}}),
    ("palm", {"hand": {"spread": 2}}, {"hand": {"spread": 18, "index": 0.8, "roll": 60}}),
    ("foot", {"foot": {"pitch": -30}}, {"foot": {"pitch": 20, "arch": 1, "toes": 30}}),
    ("foot_above", {"foot": {"spread": 2}}, {"foot": {"spread": 16, "turn": 12}}),
]


@pytest.mark.parametrize(("base", "first", "second"), CLOSE_UPS, ids=[case[0] for case in CLOSE_UPS])
def test_close_up_moves_and_is_well_formed(base: str, first: Pose, second: Pose) -> None:
    drawing = draw(pose(base, first, second))
    assert picture(drawing.start) != picture(drawing.finish)
    assert "<animate" in drawing.animated
    for svg in (drawing.start, drawing.thumb, drawing.animated):
        assert ElementTree.fromstring(svg).tag == "svg"


def test_foot_that_lifts_its_heel_stands_on_its_ball() -> None:
    scene = scene_of(pose("foot", {}, {"foot": {"pitch": -40}}))
    down, up = (solve(frame, scene.view) for frame in scene.frames)
    assert up.point("ball") == pytest.approx(down.point("ball"), abs=1.2)
    assert up.point("heel")[1] < down.point("heel")[1] - 15


def test_toes_stay_on_the_floor_while_the_heel_rises() -> None:
    data = pose("split_stance", {}, {"root": [6, 86], "leg_n": {"plant": -34, "pitch": -50}})
    scene = scene_of(data)
    for share in (0.0, 0.5, 1.0):
        posture = between(*scene.frames, share, scene.view)
        assert posture.world("toes_n")[1] == pytest.approx(0, abs=0.01)
    assert check_pose(data) == []


def test_thing_with_a_place_for_each_frame_moves_by_itself() -> None:
    data = pose("standing", {}, {}, props=[{"kind": "ball", "at": [[30, 8], [60, 8]]}])
    drawing = draw(data)
    assert 'cx="30"' in drawing.start
    assert 'cx="60"' in drawing.finish
    assert re.search(r'type="translate"[^>]*values="30-8;', drawing.animated)


def test_body_seen_from_the_back_shows_its_own_muscles_and_no_face() -> None:
    lit = pose("head_back", {}, {"neck": 10}, muscles=["neck_extensors_n"])
    assert check_pose(lit) == []
    assert check_pose({**lit, "muscles": ["chest"]}) == ["muscles[0]: chest cannot be shown from the back"]
    assert picture(draw(pose("head_front", {}, {})).start) != picture(draw(pose("head_back", {}, {})).start)


def test_turned_body_is_narrower() -> None:
    scene = scene_of(pose("standing_front", {}, {"yaw": 55}))
    ahead, turned = (solve(frame, scene.view) for frame in scene.frames)
    across = [p.point("shoulder_n")[0] - p.point("shoulder_f")[0] for p in (ahead, turned)]
    assert across[1] < 0.7 * across[0]


@pytest.mark.parametrize("grip", ["fist", "flat", "open", "point"])
def test_hand_has_other_shapes(grip: str) -> None:
    mitten = draw(pose({"from": "standing", "arms": "forward"}, {}, {})).start
    assert picture(draw(pose({"from": "standing", "arms": {"as": "forward", "grip": grip}}, {}, {})).start) != picture(
        mitten
    )


@pytest.mark.parametrize("figure", [{"build": "broad"}, {"build": "slim"}, {"hair": "bun"}, {"hair": "tail"}])
def test_figure_has_another_build_or_hair(figure: Pose) -> None:
    plain, other = draw(pose("standing", {}, {})), draw(pose("standing", {}, {}, figure=figure))
    assert picture(plain.start) != picture(other.start)


def test_bowed_face_sinks_and_looks_down() -> None:
    data = pose("head_front", {}, {"nod": 50})
    up, down = (solve(frame, "front") for frame in scene_of(data).frames)
    assert down.point("crown")[1] > up.point("crown")[1] + 2
    eyes = [re.findall(r"M-?[\d.]+ ?(-?[\d.]+)a1\.1", svg) for svg in (draw(data).start, draw(data).finish)]
    assert float(eyes[1][0]) > float(eyes[0][0]) + 5
    assert "<animate" in draw(data).animated


def test_lifted_shoulder_carries_the_arm() -> None:
    scene = scene_of(pose("standing_front", {}, {"arms": {"shrug": 6}}))
    low, high = (solve(frame, scene.view) for frame in scene.frames)
    assert high.point("palm_n")[1] == pytest.approx(low.point("palm_n")[1] - 6)


FOCUS = [
    ("arms alone", "standing", {}, {"arms": "overhead"}, "upper"),
    ("a leg alone", "single_leg", {"leg_n": "straight"}, {}, "lower"),
    ("both", "standing", {}, {"arms": "overhead", "leg_n": "knee_up"}, "whole"),
    ("nothing", "standing", {}, {}, "whole"),
    ("lying", "supine", {}, {"arms": "overhead"}, "whole"),
]


@pytest.mark.parametrize(("base", "first", "second", "part"), [case[1:] for case in FOCUS], ids=[c[0] for c in FOCUS])
def test_small_picture_shows_the_half_that_works(base: str, first: Pose, second: Pose, part: str) -> None:
    assert focus_of(scene_of(pose(base, first, second))) == part


def test_swapped_frame_moves_the_other_leg() -> None:
    lifted = {"leg_n": {"hip": 60, "knee": 70}}
    scene = scene_of(pose("standing", lifted, {**lifted, "swap": True}))
    first, second = (solve(frame, scene.view) for frame in scene.frames)
    assert first.relative["thigh_n"] == pytest.approx(second.relative["thigh_f"])
    assert second.relative["thigh_n"] == pytest.approx(0)


def test_file_of_its_own_can_hold_what_is_shown_without_motion() -> None:
    drawing = draw(pose("standing", {}, {"arms": "overhead"}))
    both = standalone(drawing.animated, still=drawing.static)
    root = ElementTree.fromstring(both)
    groups = [element.get("class") for element in root if element.tag.endswith("}g")]
    assert groups == ["fg-moving", "fg-still"]
    assert "prefers-reduced-motion:reduce" in both
    assert both.count("<title") == 1
