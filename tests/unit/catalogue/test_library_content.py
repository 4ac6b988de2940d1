"""The library that ships: complete, coded, readable, and true to what its sources state and leave out."""

import json
import re
from types import SimpleNamespace

from apps.catalogue.content_rules import problems
from apps.catalogue.models import Exercise
from apps.catalogue.reading import AIM, reading_age
from apps.catalogue.vocabulary import Kind, Level, Position, Region, State
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.validation import validate
from tests.shipped_library import (
    EXERCISES,
    FIXTURES,
    ROUTINES,
    SOURCES,
    Content,
    each_exercise,
    each_routine,
    items_of,
)

EXERCISE_KEYS = """
    slug name also_known_as kind level position start_position summary why steps cues breathing mistakes equipment
    equipment_note muscles_prime muscles_helping regions is_unilateral sides_stated contraindications precautions
    stated_dosage stated_dosage_text gaps usual_dosage usual_dosage_note usual_frequency source source_ref credits
    notices video state reviewed_by easier harder
"""
ROUTINE_KEYS = """
    slug name source summary why notices education video credits references published_on resources follow_on weeks
    frequency grid_note state phases sections
"""
BANNED_WORDS = re.compile(r"\b(simply|just|please note|oops)\b|!", re.IGNORECASE)


def words_for_clients(exercise: Content) -> list[str]:
    single = [exercise[key] for key in ("start_position", "summary", "why", "breathing", "equipment_note")]
    listed = [text for key in ("steps", "cues", "mistakes", "notices") for text in exercise[key]]
    cautions = [tag["note"] for tag in exercise["contraindications"] + exercise["precautions"]]
    return [text for text in single + listed + cautions if text]


def words_of_routine(routine: Content) -> list[str]:
    lessons = [lesson["body"] for lesson in routine["education"]]
    notes = [item["note"] for item in items_of(routine) if item["note"]]
    return [routine["summary"], routine["why"], routine["grid_note"], *routine["notices"], *lessons, *notes]


@each_exercise
def test_exercise_states_every_key_and_fits_its_columns(exercise: Content) -> None:
    assert set(exercise) == set(EXERCISE_KEYS.split())
    assert all(exercise[key] for key in ("steps", "cues", "mistakes", "gaps", "why", "summary", "precautions"))
    for field in Exercise._meta.fields:
        if field.max_length and isinstance(exercise.get(field.name), str):
            assert len(exercise[field.name]) <= field.max_length, field.name


@each_exercise
def test_exercise_uses_only_known_codes(exercise: Content) -> None:
    assert exercise["kind"] in Kind.values
    assert exercise["level"] in Level.values
    assert exercise["position"] in Position.values
    assert exercise["state"] in State.values
    assert problems(SimpleNamespace(**exercise)) == {}


@each_exercise
def test_steps_are_short(exercise: Content) -> None:
    assert [step for step in exercise["steps"] if len(step.split()) >= 20] == []


@each_exercise
def test_exercise_reads_at_age_eleven_in_house_words(exercise: Content) -> None:
    assert reading_age(words_for_clients(exercise)) <= AIM
    assert not BANNED_WORDS.search(json.dumps(exercise, ensure_ascii=False))


@each_routine
def test_routine_reads_at_age_eleven_in_house_words(routine: Content) -> None:
    assert reading_age(words_of_routine(routine)) <= AIM
    assert not BANNED_WORDS.search(json.dumps(routine, default=str, ensure_ascii=False))


@each_exercise
def test_usual_dosage_can_be_prescribed_and_is_labelled_ours(exercise: Content) -> None:
    usual = dosage_from_json(exercise["usual_dosage"])
    assert usual.sets is not None
    assert validate(usual, unilateral=exercise["is_unilateral"]) == []
    assert frequency_from_json(exercise["usual_frequency"]).per_week is not None
    assert re.search(r"\b(our|ours)\b", exercise["usual_dosage_note"], re.IGNORECASE)


@each_exercise
def test_exercise_has_pose_data(exercise: Content) -> None:
    assert (FIXTURES / f"poses/{exercise['slug']}.json").is_file()


@each_exercise
def test_ladder_climbs_both_ways_without_a_cycle(exercise: Content) -> None:
    seen = [exercise["slug"]]
    while (harder := EXERCISES[seen[-1]]["harder"]) is not None:
        assert EXERCISES[harder]["easier"] == seen[-1]
        assert harder not in seen
        levels = [Level.values.index(EXERCISES[slug]["level"]) for slug in (seen[-1], harder)]
        assert levels == sorted(levels)
        seen.append(harder)


@each_routine
def test_phases_cover_the_weeks_and_the_frequency_is_valid(routine: Content) -> None:
    weeks = [phase["first_week"] + n for phase in routine["phases"] for n in range(phase["weeks"])]
    assert weeks == list(range(1, routine["weeks"] + 1))
    assert frequency_from_json(routine["frequency"]).per_week is not None


@each_routine
def test_routine_states_every_key_and_names_exercises_of_the_library(routine: Content) -> None:
    assert set(routine) == set(ROUTINE_KEYS.split())
    assert routine["source"] in SOURCES
    slugs = [item["slug"] for item in items_of(routine)]
    assert slugs
    assert [slug for slug in slugs if slug not in EXERCISES] == []
    for item in items_of(routine):
        for step in item["steps"]:
            unilateral = EXERCISES[item["slug"]]["is_unilateral"]
            assert validate(dosage_from_json(step["dosage"]), unilateral=unilateral) == [], item["slug"]


@each_exercise
def test_exercise_names_its_source_and_no_reviewer_it_never_had(exercise: Content) -> None:
    assert exercise["source"] in SOURCES
    assert exercise["reviewed_by"] == ""


def test_library_covers_the_whole_body_in_every_kind_and_position() -> None:
    assert len(EXERCISES) >= 150
    assert len([exercise for exercise in EXERCISES.values() if exercise["harder"]]) >= 60
    assert len(ROUTINES) >= 15
    assert {exercise["kind"] for exercise in EXERCISES.values()} == set(Kind.values)
    assert {exercise["position"] for exercise in EXERCISES.values()} == set(Position.values)
    for region in Region.values:
        assert len([slug for slug, exercise in EXERCISES.items() if region in exercise["regions"]]) >= 5, region
