"""The twenty exercises and four routines the project started from: true to what their sources state and leave out."""

from itertools import pairwise

import pytest

from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.validation import validate
from tests.shipped_library import EXERCISES, ROUTINES, Content, items_of

EACH = {"side": "each"}
STATED_BY_THE_SOURCES: dict[str, tuple[str, Content]] = {
    "hip-flexor-stretch": ("cj", {}),
    "quad-stretch": ("cj", {}),
    "internal-external-rotation": ("cj", {}),
    "isometric-pelvis-reset": ("cj", {"hold_seconds": [5, 5], **EACH}),
    "bridge-pillow-squeeze": ("cj", {}),
    "outward-thigh-squeeze": ("cj", {}),
    "dead-bug": ("cj", {}),
    "asmr-iliopsoas": ("pm", {"duration_seconds": [60, 120], **EACH}),
    "standing-glute-contraction": ("pm", {"repetitions": [4, 4], "hold_seconds": [10, 10]}),
    "standing-slumpy-psoas": ("pm", {"repetitions": [4, 4], "hold_seconds": [5, 5], **EACH}),
    "side-lying-hip-extension-ere": ("pm", {"repetitions": [4, 4], "hold_seconds": [10, 10], **EACH}),
    "front-support-hip-flexion": ("pm", {"repetitions": [6, 6], "hold_seconds": [2, 2], **EACH}),
    "bridge-leg-lift": ("pi", {"repetitions": [1, 4]}),
    "squat-arm-raise": ("pi", {"repetitions": [6, 10], "hold_seconds": [10, 10], "breaths": [2, 3]}),
    "standing-spine-twist": ("pi", {"repetitions": [4, 6], "pulses": 1, **EACH}),
    "crisscross": ("pi", {"repetitions": [4, 6], "to_fatigue": True, **EACH}),
    "side-kicks": ("pi", {"repetitions": [6, 8], **EACH}),
    "standing-hip-flexor-tilt": ("hh", {}),
    "frankenstein-walk": ("hh", {}),
    "camel-pose": ("hh", {}),
}
ORDER_IN_ROUTINES = {
    "cj-tight-psoas-si-joint": list(STATED_BY_THE_SOURCES)[:7],
    "pm-tight-psoas": list(STATED_BY_THE_SOURCES)[7:12],
    "pi-psoas-back-pain": list(STATED_BY_THE_SOURCES)[12:17],
    "hh-psoas-stretches": ["frankenstein-walk", "standing-hip-flexor-tilt", "camel-pose"],
}


def graded_cells() -> list[tuple[str, list[Content]]]:
    return [(item["slug"], item["steps"]) for item in items_of(ROUTINES["pm-tight-psoas"])]


def test_library_holds_twenty_exercises_and_four_routines() -> None:
    assert set(EXERCISES) >= set(STATED_BY_THE_SOURCES)
    assert set(ROUTINES) >= set(ORDER_IN_ROUTINES)


@pytest.mark.parametrize("slug", STATED_BY_THE_SOURCES)
def test_stated_dosage_is_the_sources_and_sets_are_never_stated(slug: str) -> None:
    exercise = EXERCISES[slug]
    source, stated = STATED_BY_THE_SOURCES[slug]
    assert exercise["source"] == source
    assert exercise["stated_dosage"] == stated
    assert dosage_from_json(stated).sets is None
    assert "Sets are not stated." in exercise["gaps"]


@pytest.mark.parametrize(
    ("slug", "gap"),
    [
        ("front-support-hip-flexion", "The title names a band, but the steps never use it."),
        ("bridge-leg-lift", "It never says to change legs."),
        ("internal-external-rotation", "The joint is not named. We show the hip."),
        ("outward-thigh-squeeze", "It is a hold, but no time is given."),
        ("standing-hip-flexor-tilt", "The stretch has no name in our copy of the source. The name here is ours."),
        ("frankenstein-walk", "The source calls these walks “above”, but they are not in our copy of it."),
    ],
)
def test_gap_of_the_source_stays_visible(slug: str, gap: str) -> None:
    assert gap in EXERCISES[slug]["gaps"]


def test_only_what_presses_on_the_body_is_a_draft() -> None:
    drafts = [slug for slug, exercise in EXERCISES.items() if exercise["state"] != "published"]
    assert drafts == ["asmr-iliopsoas", "foot-roll"]
    blocked = {tag["code"] for tag in EXERCISES["asmr-iliopsoas"]["contraindications"]}
    assert blocked >= {"aortic_aneurysm", "pregnancy", "recent_abdominal_surgery", "bowel_condition", "hernia"}


@pytest.mark.parametrize("slug", ORDER_IN_ROUTINES)
def test_routine_keeps_its_order(slug: str) -> None:
    routine = ROUTINES[slug]
    assert [item["slug"] for item in items_of(routine)] == ORDER_IN_ROUTINES[slug]
    for item in items_of(routine):
        assert item["stated_dosage"] == EXERCISES[item["slug"]]["stated_dosage"]


@pytest.mark.parametrize(("slug", "steps"), graded_cells())
def test_progression_starts_at_what_the_source_states(slug: str, steps: list[Content]) -> None:
    assert [step["week"] for step in steps] == [1, 3, 5]
    first = dict(steps[0]["dosage"])
    assert first.pop("sets") == [1, 1]
    assert first == EXERCISES[slug]["stated_dosage"]


@pytest.mark.parametrize(("slug", "steps"), graded_cells())
def test_progression_grows_one_thing_at_a_time(slug: str, steps: list[Content]) -> None:
    dosages = [step["dosage"] for step in steps]
    for before, after in pairwise(dosages):
        changed = [key for key in after if after[key] != before[key]]
        assert len(changed) == 1
        assert after[changed[0]] > before[changed[0]]
    for dosage in dosages:
        assert validate(dosage_from_json(dosage), unilateral=EXERCISES[slug]["is_unilateral"]) == []


def test_systems_of_the_articles_have_their_content() -> None:
    cj, pm, hh = (ROUTINES[slug] for slug in ("cj-tight-psoas-si-joint", "pm-tight-psoas", "hh-psoas-stretches"))
    assert [section["title"] for section in cj["sections"]] == ["Stretch", "Strength and stability"]
    assert {resource["kind"] for resource in cj["resources"]} == {"programme", "ebook", "video", "coaching"}
    assert cj["notices"][0].startswith("See your doctor first")
    assert pm["follow_on"]["title"] == "Hip Pain Solution"
    assert [credit["role"] for credit in hh["credits"]] == ["expert", "clinical_reviewer", "medical_reviewer"]
    assert str(hh["published_on"]) == "2023-11-03"
