"""Every pose the library ships is drawable, honest about the body, small, and within the page's rules."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from apps.catalogue.illustration import Drawing, check_pose, draw, standalone
from apps.catalogue.vocabulary import Muscle

ROOT = Path(__file__).resolve().parents[4]
POSES = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "fixtures" / "poses").glob("*.json"))
}
VARIANTS = ("start", "finish", "static", "thumb", "animated")
STYLESHEET = (ROOT / "static" / "css" / "figure.css").read_text("utf-8")
ALLOWED_COLOURS = {"body", "cloth", "far", "far-cloth", "hi", "halo", "mat", "line", "prop", "arrow"}
MOST_BYTES = {"start": 6144, "finish": 6144, "static": 6144, "thumb": 4096, "animated": 8192}
SLUGS = {
    "hip-flexor-stretch", "quad-stretch", "internal-external-rotation", "isometric-pelvis-reset",
    "bridge-pillow-squeeze", "outward-thigh-squeeze", "dead-bug", "asmr-iliopsoas", "standing-glute-contraction",
    "standing-slumpy-psoas", "side-lying-hip-extension-ere", "front-support-hip-flexion", "bridge-leg-lift",
    "squat-arm-raise", "standing-spine-twist", "crisscross", "side-kicks", "standing-hip-flexor-tilt",
    "frankenstein-walk", "camel-pose",
}  # fmt: skip


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    return {slug: draw(pose) for slug, pose in POSES.items()}


def all_pictures(drawing: Drawing) -> list[str]:
    return [getattr(drawing, name) for name in VARIANTS] + [svg for _, svg in drawing.frames]


def test_every_exercise_of_the_seed_library_has_a_pose() -> None:
    assert set(POSES) >= SLUGS


@pytest.mark.parametrize("slug", sorted(POSES))
def test_shipped_pose_has_no_problem_in_its_frames_or_on_the_way(slug: str) -> None:
    assert check_pose(POSES[slug]) == []


@pytest.mark.parametrize("slug", sorted(POSES))
def test_every_picture_is_well_formed_and_carries_no_style_or_script(slug: str, drawings: dict[str, Drawing]) -> None:
    for svg in all_pictures(drawings[slug]):
        for element in ElementTree.fromstring(svg).iter():
            assert element.tag not in {"style", "script", "foreignObject", "image", "a", "use"}
            assert not [name for name in element.attrib if name.startswith("on") or name in {"style", "href", "fill"}]


@pytest.mark.parametrize("slug", sorted(POSES))
def test_pictures_stay_within_their_size(slug: str, drawings: dict[str, Drawing]) -> None:
    sizes = {name: len(getattr(drawings[slug], name).encode()) for name in VARIANTS}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES[name]} == {}


def test_every_class_has_a_rule_and_rules_use_only_the_contracts_colours(drawings: dict[str, Drawing]) -> None:
    used = {name for drawing in drawings.values() for svg in all_pictures(drawing)
            for name in re.findall(r'class="([^"]*)"', svg)}  # fmt: skip
    ruled = set(re.findall(r"\.(fg-[a-z-]+)", STYLESHEET)) | {"fig", "fig fig--moving"}
    assert used <= ruled
    assert set(re.findall(r"var\(--fig-([a-z-]+)\)", STYLESHEET)) <= ALLOWED_COLOURS
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", STYLESHEET) == []


def test_ids_are_unique_when_the_whole_library_stands_in_one_page(drawings: dict[str, Drawing]) -> None:
    page = "".join(svg for drawing in drawings.values() for svg in all_pictures(drawing))
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    references = re.findall(r'aria-(?:labelledby|describedby)="([^"]*)"', page)
    assert set(references) == set(ids)


def test_drawing_is_deterministic_whatever_the_order_of_fields() -> None:
    pose = POSES["dead-bug"]
    assert draw(pose) == draw(dict(reversed(list(pose.items()))))


@pytest.mark.parametrize("slug", sorted(POSES))
def test_lit_muscles_are_codes_of_the_catalogue(slug: str) -> None:
    lit = {re.sub(r"_[nf]$", "", name) for name in POSES[slug]["muscles"]}
    assert lit
    assert lit <= set(Muscle.values)


@pytest.mark.parametrize("slug", sorted(POSES))
def test_description_is_plain_and_says_the_view(slug: str) -> None:
    pose: dict[str, Any] = POSES[slug]
    assert re.match(r"^Seen (up close )?from (the side|the front|the back|above|above and behind)\. ", pose["desc"])
    assert "!" not in pose["desc"]
    assert max(len(sentence.split()) for sentence in re.split(r"[.!?]\s*", pose["desc"])) <= 30


def _tokens(theme: int) -> dict[str, str]:
    css = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")
    ramps = dict(re.findall(r"--([a-z]+-\d+):\s*([^;]+);", css))
    found = {}
    for name, light, dark in re.findall(r"--fig-([a-z-]+):\s*light-dark\((var\([^)]*\)|[^,]+),\s*(.+?)\);", css):
        value = (light, dark)[theme].strip()
        ramp = re.match(r"var\(--([a-z]+-\d+)\)", value)
        found[name] = ramps[ramp[1]].strip() if ramp else value
    return found


@pytest.mark.parametrize("theme", [0, 1])
def test_stand_alone_file_bakes_in_the_pages_colours(theme: int, drawings: dict[str, Drawing]) -> None:
    light, _, dark = standalone(drawings["squat-arm-raise"].finish).partition("prefers-color-scheme:dark")
    tokens = _tokens(theme)
    for name in ("body", "cloth", "hi", "halo", "mat", "arrow", "line"):
        assert tokens[name].replace(" ", "") in (light, dark)[theme].replace(" ", "")


@pytest.mark.parametrize("slug", sorted(POSES))
def test_stand_alone_file_is_a_document_of_its_own(slug: str, drawings: dict[str, Drawing]) -> None:
    drawing = drawings[slug]
    alone = [standalone(getattr(drawing, name)) for name in VARIANTS]
    for document in [*alone, standalone(drawing.animated, still=drawing.static)]:
        root = ElementTree.fromstring(document)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "var(" not in document
