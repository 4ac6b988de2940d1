"""Bands and loops, the hand that helps, rims between limbs, and light that stays in sight."""

import re
from typing import Any

import pytest

from apps.catalogue.illustration import check_pose, draw
from apps.catalogue.illustration.drawing import scene_of
from apps.catalogue.illustration.edges import crossing_limbs
from apps.catalogue.illustration.muscles import muscle_points
from apps.catalogue.illustration.render import DEFAULT_ORDER
from apps.catalogue.illustration.solve import solve

Pose = dict[str, Any]


def pose(base: object, first: Pose, second: Pose, **more: Any) -> Pose:
    frames = [{"name": "start", **first}, {"name": "finish", **second}]
    return {"title": "T", "desc": "D", "base": base, "frames": frames, **more}


def bands(svg: str) -> list[tuple[float, float]]:
    """Where each band of a picture starts."""
    starts = re.findall(r'class="fg-band"[^>]*? d="M(-?[\d.]+) ?(-?[\d.]+)', svg)
    return [(float(x), float(y)) for x, y in starts]


LOOP: Pose = {"kind": "band", "from": "shank_f:0,30", "to": "shank_n:0,30", "loop": 4, "more": 6}


def test_loop_round_both_legs_has_a_strand_behind_them_and_one_in_front() -> None:
    drawing = draw(pose("standing_front", {}, {"legs": "out"}, props=[LOOP]))
    behind, front = (match.start() for match in re.finditer('"fg-band"', drawing.finish))
    assert behind < drawing.finish.index('"fg-body"') < front


def test_loop_follows_the_legs_that_it_goes_round() -> None:
    drawing = draw(pose("standing_front", {}, {"leg_f": "out"}, props=[LOOP]))
    [(before, _), _] = bands(drawing.start)
    [(after, _), _] = bands(drawing.finish)
    assert after < before - 5
    assert drawing.animated.count('attributeName="d"') == 2


def test_tied_end_stays_where_it_is_and_carries_a_knot() -> None:
    band = {"kind": "band", "from": "palm_n", "to": [60, 120], "tied": True, "more": 4}
    drawing = draw(pose("standing", {"arm_n": "forward"}, {"arm_n": "elbow_bent"}, props=[band]))
    for svg in (drawing.start, drawing.finish):
        path = re.search(r'"fg-band"[^>]*? d="([^"]*)"', svg)[1]
        assert "L60-120" in path
        assert path.count("a2.4") == 2


def test_band_in_two_fists_hangs_out_of_both() -> None:
    band = {"kind": "band", "from": "palm_f", "to": "palm_n"}
    plain = draw(pose("standing_front", {}, {"arms": "side"}, props=[band])).finish
    tails = draw(pose("standing_front", {}, {"arms": "side"}, props=[{**band, "tails": 8}])).finish
    assert re.search(r'"fg-band"[^>]*? d="([^"]*)"', tails)[1].count("M") == 3
    assert len(tails) > len(plain)


def test_band_may_run_through_several_places() -> None:
    band = {"kind": "band", "from": "thumb", "to": "little", "over": ["index", "middle", "ring"], "loop": 3}
    data = pose("palm", {}, {"hand": {"spread": 15}}, props=[band], muscles=["hand"])
    assert check_pose(data) == []
    assert len(bands(draw(data).finish)) == 2


@pytest.mark.parametrize("flip", [True, False])
def test_helping_hand_takes_hold_where_it_is_told_and_its_forearm_leaves_the_picture(flip: bool) -> None:
    helper = {"kind": "helping_hand", "at": "fingers", "rot": 90, "w": 30, "flip": flip}
    svg = draw(pose("hand", {}, {"hand": {"wrist": -60}}, props=[helper])).finish
    window = re.search(r'viewBox="([^"]*)"', svg)[1]
    width, height = (float(value) for value in re.findall(r"-?\d*\.?\d+", window)[2:])
    hand = re.findall(r'class="fg-far" d="([^"]*)"', svg)[-1]
    reach = max(abs(float(value)) for value in re.findall(r"-?\d+\.?\d*|-?\.\d+", hand))
    assert reach > (width**2 + height**2) ** 0.5


def posture(data: Pose, frame: int) -> Any:
    scene = scene_of(data)
    return solve(scene.frames[frame], scene.view)


def test_arm_over_the_other_arm_has_a_rim_and_an_arm_at_the_side_has_none() -> None:
    data = pose("standing_front", {"arms": "side"}, {"arms": "crossed"})
    order = DEFAULT_ORDER["front"]
    assert crossing_limbs(posture(data, 0), order) == frozenset()
    assert "arm_n" in crossing_limbs(posture(data, 1), order)
    drawing = draw(data)
    assert '"fg-edge"' not in drawing.start
    assert '"fg-edge"' in drawing.finish
    assert '"fg-edge"' in drawing.animated


def test_near_limb_needs_no_rim_over_a_paler_far_one() -> None:
    data = pose("standing", {}, {"arm_n": "forward", "arm_f": "forward"})
    assert "arm_n" not in crossing_limbs(posture(data, 1), DEFAULT_ORDER["side"])


def test_light_is_painted_over_an_arm_that_lies_on_the_muscle() -> None:
    svg = draw(pose("standing_front", {}, {"arms": "on_belly"}, muscles=["abdominals"])).finish
    assert svg.rindex('"fg-body"') < svg.index('"fg-halo"')


def test_light_under_the_foot_rises_with_the_arch() -> None:
    data = pose("foot", {"foot": {"arch": 0}}, {"foot": {"arch": 1}}, muscles=["foot"])
    flat, raised = (muscle_points(posture(data, frame), "foot") for frame in (0, 1))
    assert raised[1][1] == pytest.approx(flat[1][1] - 7)
    assert (raised[0], raised[2]) == (flat[0], flat[2])


def test_arrow_of_a_spread_has_a_head_at_both_ends_and_is_still_one_arrow() -> None:
    arrow = {"line": [[-20, 20], [20, 20]], "at": "second_toe"}
    one, both = (
        draw(pose("foot_above", {}, {"foot": {"spread": 15}}, arrow={**arrow, **more})).finish
        for more in ({}, {"both": True})
    )
    assert both.count('"fg-arrow"') == one.count('"fg-arrow"') == 1
    shafts = [re.search(r'"fg-arrow"[^>]*? d="([^"]*)"', svg)[1] for svg in (one, both)]
    assert [shaft.count("M") for shaft in shafts] == [2, 3]
