"""Arithmetic of the figure: outlines, reaching limbs, in-betweens."""

import math

import pytest

from apps.catalogue.illustration.drawing import draw, forget_drawings
from apps.catalogue.illustration.limbs import bend_two_bones
from apps.catalogue.illustration.model import read_scene
from apps.catalogue.illustration.paths import Disc, circle_path, hull_path, number, numbers
from apps.catalogue.illustration.solve import between, solve
from apps.catalogue.illustration.vectors import add, rotate, unwound, wrap

from .poses import pose


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, ".5"), (-0.5, "-.5"), (12.0, "12"), (-0.04, "0"), (3.14, "3.1"), (-120.0, "-120")]
)
def test_numbers_are_written_as_short_as_svg_allows(value: float, text: str) -> None:
    assert number(value) == text


def test_minus_sign_separates_numbers() -> None:
    assert numbers([1, -2, 0.5]) == "1-2 .5"


def test_disc_inside_another_adds_nothing_to_the_outline() -> None:
    big = Disc(0, 0, 10)
    assert hull_path([big, Disc(1, 0, 2)]) == circle_path(big)


def test_outline_of_equal_discs_has_two_sides_as_long_as_their_distance() -> None:
    outline = hull_path([Disc(0, 0, 5), Disc(20, 0, 5)])
    assert outline.count("a") == 2
    assert outline == "M0 5l20 0a5 5 0 0 0 0-10l-20 0a5 5 0 0 0 0 10z"


@pytest.mark.parametrize("target", [(30.0, 60.0), (-20.0, 40.0), (10.0, 80.0), (50.0, -20.0)])
@pytest.mark.parametrize("sign", [-1, 1])
def test_two_bones_end_at_a_target_within_reach(target: tuple[float, float], sign: int) -> None:
    first, second, miss = bend_two_bones((0, 0), target, 44, 43, sign)
    end = add(rotate((0, 44), first), rotate((0, 43), second))
    assert miss == 0
    assert math.dist(end, target) < 1e-6


def test_two_bones_say_how_far_a_target_is_out_of_reach() -> None:
    *_, miss = bend_two_bones((0, 0), (0, 100), 44, 43, 1)
    assert miss == pytest.approx(13, abs=0.05)


def test_anchored_foot_stays_where_it_is_on_the_whole_way() -> None:
    scene = read_scene(pose())
    for share in (0, 0.3, 0.7, 1):
        x, y = between(*scene.frames, share, "side").point("ankle_f", shifted=False)
        assert (x, y) == pytest.approx((0, -7))


def test_planted_foot_stays_while_the_hips_sink() -> None:
    data = pose(
        base={"leg_n": {"plant": 5}, "leg_f": {"plant": 5}},
        frames=[{"name": "up", "root": [0, 90]}, {"name": "down", "root": [-20, 60], "trunk": 30}],
    )
    scene = read_scene(data)
    for share in (0.25, 0.5, 0.75):
        assert between(*scene.frames, share, "side").point("ankle_n") == pytest.approx((5, -7))


def test_ends_of_a_movement_are_its_frames() -> None:
    scene = read_scene(pose())
    for share, frame in ((0, scene.frames[0]), (1, scene.frames[1])):
        there, frame_posture = between(*scene.frames, share, "side"), solve(frame, "side")
        for name in ("knee_n", "toe_n", "crown", "palm_f"):
            assert there.point(name) == pytest.approx(frame_posture.point(name))


def test_limb_given_in_another_way_replaces_the_first_way() -> None:
    scene = read_scene(pose(base={"leg_n": {"plant": 0}, "root": [0, 93]}, frames=[
        {"name": "on the floor"}, {"name": "lifted", "leg_n": {"hip": 50, "knee": 60}}]))  # fmt: skip
    assert scene.frames[0].leg_n.contact == "plant"
    assert scene.frames[1].leg_n.contact == ""


def test_angles_never_take_the_long_way_round() -> None:
    turns = unwound([170, -170, 178])
    assert turns == pytest.approx([170, 190, 178])
    assert wrap(190) == -170


def test_same_content_is_drawn_once_and_other_content_afresh() -> None:
    first = draw(pose())
    assert draw(pose()) is first
    assert draw(pose(title="Other")) is not first
    forget_drawings()
    assert draw(pose()) == first
    assert draw(pose()) is not first
