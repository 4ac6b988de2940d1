"""The drawing rules of the design: floor line, margins, far limb, highlight, arrow."""

import json
import math
import re
from pathlib import Path

import pytest

from apps.catalogue.illustration import draw
from apps.catalogue.illustration.close_tree import CLOSE_VIEWS
from apps.catalogue.illustration.crop import figure_box
from apps.catalogue.illustration.drawing import scene_of
from apps.catalogue.illustration.focus import CLOSE_CUTS, CUTS, focus_of, seen_discs
from apps.catalogue.illustration.solve import solve

from .poses import pose

FOLDER = Path(__file__).resolve().parents[4] / "fixtures" / "poses"
POSES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
PICTURES = ("start", "finish", "thumb")


def window(svg: str) -> tuple[float, float, float, float]:
    text = re.search(r'viewBox="([^"]*)"', svg)[1]
    x, y, width, height = (float(value) for value in re.findall(r"-?\d*\.?\d+", text))
    return x, y, width, height


def floor_lines(svg: str) -> list[tuple[float, float, float]]:
    lines = re.findall(r'class="fg-line"[^>]*d="M(-?[\d.]+) (-?[\d.]+)H(-?[\d.]+)"', svg)
    return [(float(start), float(level), float(end)) for start, level, end in lines]


def part_shown(slug: str, picture: str) -> str:
    """What a picture shows: the "whole" figure, a part of it, or the view of a close-up."""
    scene = scene_of(POSES[slug])
    if scene.view in CLOSE_VIEWS:
        return scene.view
    return focus_of(scene) if picture == "thumb" and scene.crop == "whole" else scene.crop


def pictures(*, whole: bool) -> list[tuple[str, str]]:
    """Every picture but the small ones whose window the author chose: those may cut wherever it reads best."""
    every = [
        (slug, picture)
        for slug in sorted(POSES)
        for picture in PICTURES
        if picture != "thumb" or "thumb" not in POSES[slug]
    ]
    return [(slug, picture) for slug, picture in every if (part_shown(slug, picture) == "whole") == whole]


@pytest.mark.parametrize(("slug", "picture"), pictures(whole=True))
def test_one_floor_line_runs_low_and_past_both_edges(slug: str, picture: str) -> None:
    svg = getattr(draw(POSES[slug]), picture)
    x, y, width, height = window(svg)
    [(start, level, end)] = floor_lines(svg)
    assert 0.62 <= (level - y) / height <= 0.90
    assert start < x
    assert end > x + width


@pytest.mark.parametrize(("slug", "picture"), pictures(whole=True))
def test_figure_keeps_eight_hundredths_clear_of_every_edge(slug: str, picture: str) -> None:
    scene = scene_of(POSES[slug])
    index = scene.start if picture == "start" else scene.finish
    left, top, right, bottom = figure_box(scene, solve(scene.frames[index], scene.view), index)
    x, y, width, height = window(getattr(draw(POSES[slug]), picture))
    slack = 0.2
    assert left >= x + 0.08 * width - slack
    assert right <= x + 0.92 * width + slack
    assert top >= y + 0.08 * height - slack
    assert bottom <= y + 0.92 * height + slack


@pytest.mark.parametrize(("slug", "picture"), pictures(whole=False))
def test_part_of_a_body_keeps_clear_of_every_edge_but_the_one_that_cuts_it(slug: str, picture: str) -> None:
    scene, part = scene_of(POSES[slug]), part_shown(slug, picture)
    posture = solve(scene.frames[scene.start if picture == "start" else scene.finish], scene.view)
    x, y, width, height = window(getattr(draw(POSES[slug]), picture))
    edges = {"left": x + 0.08 * width, "right": x + 0.92 * width, "top": y + 0.08 * height, "bottom": y + 0.92 * height}
    edges.pop({**CUTS, **CLOSE_CUTS}[part], None)
    for disc in seen_discs(posture, part):
        if edges.keys() >= {"bottom"} or disc.y + disc.r < y + height:
            assert disc.x - disc.r >= edges.get("left", -math.inf) - 0.2
            assert disc.x + disc.r <= edges.get("right", math.inf) + 0.2
            assert disc.y - disc.r >= edges.get("top", -math.inf) - 0.2


@pytest.mark.parametrize("slug", sorted(POSES))
def test_windows_have_the_slots_ratio_and_start_and_finish_share_one(slug: str) -> None:
    drawing = draw(POSES[slug])
    _, _, width, height = window(drawing.finish)
    assert width / height == pytest.approx(4 / 3, abs=0.01)
    assert window(drawing.start) == window(drawing.finish)
    _, _, side, other = window(drawing.thumb)
    assert side == other


@pytest.mark.parametrize("slug", sorted(POSES))
def test_finish_alone_has_the_one_arrow(slug: str) -> None:
    drawing = draw(POSES[slug])
    assert drawing.finish.count('"fg-arrow"') == 1
    assert drawing.start.count('"fg-arrow"') == 0


LIT_ON_THE_NEAR_SIDE = [slug for slug in sorted(POSES) if not all(m.endswith("_f") for m in POSES[slug]["muscles"])]


@pytest.mark.parametrize("slug", LIT_ON_THE_NEAR_SIDE)
def test_highlight_comes_after_the_clothing(slug: str) -> None:
    drawing = draw(POSES[slug])
    halo, glow = drawing.finish.index('"fg-halo"'), drawing.finish.index('"fg-hi"')
    trunk = drawing.finish.find('"fg-cloth"')  # a close-up of a hand or a foot has none
    assert trunk < halo < glow


def test_far_limbs_have_paler_classes_of_their_own_in_the_side_view() -> None:
    finish = draw(pose()).finish
    assert finish.index('"fg-far"') < finish.index('"fg-far-cloth"') < finish.index('"fg-body"')


def test_thumb_is_decorative_and_the_others_have_a_name_and_a_description() -> None:
    drawing = draw(pose(), key="knee")
    assert 'aria-hidden="true"' in drawing.thumb
    assert "<title" not in drawing.thumb
    assert '<title id="knee-e">Knee lift</title>' in drawing.finish
    assert 'aria-labelledby="knee-e" aria-describedby="knee-e-d"' in drawing.finish


def test_mirrored_figure_keeps_its_name_and_window_and_gets_ids_of_its_own() -> None:
    plain, mirrored = draw(pose()), draw(pose(), mirror=True)
    assert window(plain.finish) == window(mirrored.finish)
    assert "scale(-1 1)" in mirrored.finish
    assert ">Knee lift</title>" in mirrored.finish
    assert not set(re.findall(r'id="([^"]*)"', plain.finish)) & set(re.findall(r'id="([^"]*)"', mirrored.finish))


def test_moving_drawing_loops_without_style_and_only_what_moves_is_animated() -> None:
    moving = draw(pose()).animated
    assert moving.count("<animateTransform") >= 2
    assert '<path class="fg-far" d=' in moving
    loops = {(dur, len(values.split(";"))) for dur, values in re.findall(r'dur="([^"]*)"[^>]*values="([^"]*)"', moving)}
    assert len(loops) == 1


def test_frame_strip_names_every_frame() -> None:
    assert [name for name, _ in draw(pose()).frames] == ["stand", "lift"]
