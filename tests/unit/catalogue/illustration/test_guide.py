"""The guide's examples are drawings, and every named body can be drawn and taken by a body."""

import json
import re
from pathlib import Path

import pytest

from apps.catalogue.illustration import BASES, PoseError, check_pose, draw
from apps.catalogue.illustration.presets import ARMS, LEGS

GUIDE = (Path(__file__).resolve().parents[4] / "docs" / "illustration.md").read_text("utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", GUIDE, re.S)]


def still(base: object, **changes: object) -> dict[str, object]:
    return {"title": "T", "desc": "D", "base": base, "frames": [{"name": "a"}, {"name": "b"}], **changes}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["title"] for example in EXAMPLES])
def test_example_of_the_guide_is_fit_to_publish(example: dict[str, object]) -> None:
    assert check_pose(example) == []


def test_guide_has_five_examples_and_names_every_base_and_limb() -> None:
    assert len(EXAMPLES) >= 5
    named = set(re.findall(r"`([a-z_]+)`", GUIDE))
    limbs = {name for table in (ARMS, LEGS) for names in table.values() for name in names}
    assert (set(BASES) | limbs) - named == set()


@pytest.mark.parametrize("name", sorted(BASES))
def test_named_body_stands_on_its_own(name: str) -> None:
    assert check_pose(still(name)) == []


@pytest.mark.parametrize(
    ("view", "limb", "name"),
    [(view, limb, name) for limb, table in (("arms", ARMS), ("legs", LEGS)) for view in table for name in table[view]],
)
def test_named_limb_can_be_drawn(view: str, limb: str, name: str) -> None:
    base = {"side": "standing", "front": "standing_front", "back": "standing_back"}[view]
    assert draw(still({"from": base, limb: name})).finish.startswith("<svg ")


MISTAKES: list[tuple[dict[str, object], str]] = [
    (still("hook_lyin"), "base: no base named “hook_lyin”; perhaps hook_lying"),
    (still({"from": "standing", "arm_n": "up"}), "base.arm_n: no “up” in the side view; there are "),
    (still("standing", frames=[{"name": "a"}, {"name": "b", "from": "palm"}]), "frames[1].from: “palm” is drawn from"),
    (still("standing", frames=[{"name": "a"}, {"name": "b", "legs": {"hips": 4}}]), "frames[1].leg_n.hips: is not a"),
    (still({"from": "standing", "leg_n": 4}), "frames[0].leg_n: must be an object"),
    (still(7), "base: must be an object"),
    (still("standing", frames=["a", "b"]), "frames[0]: must be an object"),
    (still("standing", props="ball"), "props: must be a list"),
]


@pytest.mark.parametrize(("pose", "problem"), MISTAKES, ids=[problem[:24] for _, problem in MISTAKES])
def test_mistake_in_short_form_is_named(pose: dict[str, object], problem: str) -> None:
    with pytest.raises(PoseError) as refusal:
        draw(pose)
    assert any(found.startswith(problem) for found in refusal.value.problems), refusal.value.problems


def test_base_brings_its_things_and_own_ones_of_a_kind_replace_them() -> None:
    assert draw(still("chair_sitting")).finish.count('"fg-frame"') == 1
    assert '"fg-frame"' not in draw(still("chair_sitting", without=["chair"])).finish
    assert draw(still("chair_sitting", props=[{"kind": "chair", "x": -30, "w": 60}])).finish.count('"fg-frame"') == 1
