"""Which step each state allows, and who may take it."""

from collections.abc import Callable

import pytest

from apps.accounts.access import actor_for
from apps.accounts.models import AuditEvent, Membership
from apps.accounts.vocabulary import Role
from apps.catalogue.models import Exercise
from apps.catalogue.operations import publish, reinstate, retire, save_exercise, send_back, submit
from apps.catalogue.policies import EditConflict, NeedsSecondPerson, NotAllowed, NotReady
from apps.catalogue.queries import history_of
from apps.catalogue.queries.history import sent_back
from apps.catalogue.vocabulary import State
from tests.factories.catalogue import make_exercise
from tests.personas import Personas, make_staff

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, PUBLISHED, RETIRED = State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.RETIRED
Step = Callable[[Personas, Exercise], Exercise]


def sends_back(personas: Personas, exercise: Exercise) -> Exercise:
    return send_back(by=personas.actor("ada"), exercise=exercise, reason="Step 2 is not clear")


STEPS: dict[str, Step] = {
    "submit": lambda personas, exercise: submit(by=personas.actor("ada"), exercise=exercise),
    "publish": lambda personas, exercise: publish(by=personas.actor("ada"), exercise=exercise),
    "send_back": sends_back,
    "retire": lambda personas, exercise: retire(by=personas.actor("ada"), exercise=exercise),
    "reinstate": lambda personas, exercise: reinstate(by=personas.actor("ada"), exercise=exercise),
}
ALLOWED = {
    (DRAFT, "submit"): IN_REVIEW,
    (DRAFT, "retire"): RETIRED,
    (IN_REVIEW, "publish"): PUBLISHED,
    (IN_REVIEW, "send_back"): DRAFT,
    (IN_REVIEW, "retire"): RETIRED,
    (PUBLISHED, "retire"): RETIRED,
    (RETIRED, "reinstate"): DRAFT,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", list(State))
def test_each_step_from_each_state(personas: Personas, state: State, step: str) -> None:
    exercise = make_exercise("Bridge", state=state)
    expected = ALLOWED.get((state, step))
    if expected is None:
        with pytest.raises(NotAllowed):
            STEPS[step](personas, exercise)
        exercise.refresh_from_db()
        assert exercise.state == state
    else:
        assert STEPS[step](personas, exercise).state == expected


def test_a_changed_published_exercise_can_be_sent_for_review(personas: Personas) -> None:
    ada, exercise = personas.actor("ada"), make_exercise("Bridge")
    with pytest.raises(NotAllowed, match="nothing to review"):
        submit(by=ada, exercise=exercise)
    exercise = save_exercise(by=ada, exercise=exercise, values={"summary": "Lifts you."}, seen_version=0)
    exercise = submit(by=ada, exercise=exercise)
    assert (exercise.state, exercise.submitted_by) == (PUBLISHED, personas.ada)


def test_publishing_freezes_what_the_curator_wrote(personas: Personas) -> None:
    exercise = make_exercise("Bridge", state=IN_REVIEW)
    published = publish(by=personas.actor("ada"), exercise=exercise)
    assert published.revision is not None
    assert published.revision.number == 1
    assert published.revision.content["steps"] == exercise.steps
    assert published.revision.published_by == personas.ada
    assert AuditEvent.objects.get(action="exercise.published").user == personas.ada


def test_an_edit_of_a_published_exercise_becomes_the_next_revision(personas: Personas) -> None:
    actor = personas.actor("ada")
    exercise = make_exercise("Bridge")
    first = exercise.revision
    exercise = save_exercise(by=actor, exercise=exercise, values={"summary": "Lifts you."}, seen_version=0)
    assert exercise.revision == first
    exercise = publish(by=actor, exercise=submit(by=actor, exercise=exercise))
    assert exercise.revision is not None
    assert (exercise.revision.number, exercise.revision.content["summary"]) == (2, "Lifts you.")
    first.refresh_from_db()
    assert first.content["summary"] == "Lifts the hips off the floor."


def test_the_only_curator_may_publish_alone_and_the_revision_says_so(personas: Personas) -> None:
    actor = personas.actor("ada")
    exercise = submit(by=actor, exercise=make_exercise("Bridge", state=DRAFT))
    published = publish(by=actor, exercise=exercise)
    assert published.revision is not None
    assert "one curator" in published.revision.note
    assert AuditEvent.objects.get(action="exercise.published").detail["alone"] is True


def test_two_curators_publish_together(personas: Personas) -> None:
    second = make_staff("Abel", Role.CURATOR, None)
    actor = personas.actor("ada")
    exercise = submit(by=actor, exercise=make_exercise("Bridge", state=DRAFT))
    with pytest.raises(NeedsSecondPerson):
        publish(by=actor, exercise=exercise)
    other = actor_for(second)
    assert other is not None
    assert publish(by=other, exercise=exercise).state == PUBLISHED


def test_who_changes_it_during_the_review_cannot_publish_it(personas: Personas) -> None:
    other = actor_for(make_staff("Abel", Role.CURATOR, None))
    assert other is not None
    exercise = submit(by=personas.actor("ada"), exercise=make_exercise("Bridge", state=DRAFT))
    exercise = save_exercise(by=other, exercise=exercise, values={"summary": "Other."}, seen_version=0)
    with pytest.raises(NeedsSecondPerson):
        publish(by=other, exercise=exercise)


def test_curators_of_other_libraries_do_not_count(personas: Personas) -> None:
    make_staff("Abel", Role.CURATOR, personas.clinic)
    Membership.objects.create(user=personas.theo, clinic=None, role=Role.CURATOR, is_active=False)
    actor = personas.actor("ada")
    exercise = submit(by=actor, exercise=make_exercise("Bridge", state=DRAFT))
    assert publish(by=actor, exercise=exercise).state == PUBLISHED


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("no_steps", {"steps": []}),
        ("no_picture", {"figure": None}),
        ("no_source", {"source": None}),
        ("no_source", {"licence": " "}),
        ("cautions", {"kind": "release", "reviewed_by": ""}),
        ("dosage", {"usual_dosage": {}}),
        ("dosage", {"usual_dosage": {"sets": [3, 2], "repetitions": [8, 8]}}),
        ("dosage", {"usual_dosage": {"repetitions": [8, 8]}}),
    ],
)
def test_checks_that_block_keep_it_from_clients(personas: Personas, code: str, values: dict[str, object]) -> None:
    exercise = make_exercise("Bridge", state=IN_REVIEW, **values)
    with pytest.raises(NotReady) as refusal:
        publish(by=personas.actor("ada"), exercise=exercise)
    assert [check.code for check in refusal.value.checks] == [code]
    exercise.refresh_from_db()
    assert exercise.state == IN_REVIEW


def test_a_release_with_reviewed_cautions_can_be_published(personas: Personas) -> None:
    exercise = make_exercise("Ball", state=IN_REVIEW, kind="release", reviewed_by="Dr A. Reviewer")
    assert publish(by=personas.actor("ada"), exercise=exercise).state == PUBLISHED


def test_somebody_elses_save_is_not_written_over(personas: Personas) -> None:
    actor = personas.actor("ada")
    exercise = make_exercise("Bridge")
    save_exercise(by=actor, exercise=exercise, values={"summary": "First."}, seen_version=0)
    with pytest.raises(EditConflict):
        save_exercise(by=actor, exercise=exercise, values={"summary": "Second."}, seen_version=0)
    exercise.refresh_from_db()
    assert exercise.summary == "First."


def test_a_retired_exercise_cannot_be_changed(personas: Personas) -> None:
    exercise = make_exercise("Bridge", state=RETIRED)
    with pytest.raises(NotAllowed):
        save_exercise(by=personas.actor("ada"), exercise=exercise, values={"summary": "New."}, seen_version=0)


def test_history_says_who_did_what_and_why(personas: Personas) -> None:
    actor = personas.actor("ada")
    exercise = make_exercise("Bridge", state=DRAFT)
    exercise = submit(by=actor, exercise=exercise)
    exercise = send_back(by=actor, exercise=exercise, reason="Step 2 is not clear")
    save_exercise(by=actor, exercise=exercise, values={"level": "hard"}, seen_version=0)
    lines = [(line.who, line.what, line.details) for line in history_of(exercise)]
    assert lines[:3] == [
        ("Ada Test", "Changed it", ["Level: gentle → hard"]),
        ("Ada Test", "Sent it back", ["“Step 2 is not clear”"]),
        ("Ada Test", "Sent it for review", []),
    ]
    assert lines[-1][:2] == ("Library files", "Added it")


def test_history_tells_which_lines_came_and_went(personas: Personas) -> None:
    actor, exercise = personas.actor("ada"), make_exercise("Bridge", state=DRAFT)
    first, *rest = exercise.steps
    values = {"steps": [*rest, "Rest. " * 20]}
    exercise = save_exercise(by=actor, exercise=exercise, values=values, seen_version=0)
    exercise = save_exercise(by=actor, exercise=exercise, values={"steps": values["steps"][::-1]}, seen_version=1)
    details = [line.details for line in history_of(exercise)[:2]]
    assert details[0] == ["Steps: another order"]
    assert details[1][0].startswith(f"Steps: out “{first}”, in “Rest. Rest.")
    assert details[1][0].endswith("…”")


def test_what_was_sent_back_says_why_until_it_is_sent_again(personas: Personas) -> None:
    actor, exercise = personas.actor("ada"), make_exercise("Bridge", state=IN_REVIEW)
    assert sent_back(history_of(exercise)) is None
    exercise = send_back(by=actor, exercise=exercise, reason="Step 2 is not clear")
    exercise = save_exercise(by=actor, exercise=exercise, values={"level": "hard"}, seen_version=0)
    line = sent_back(history_of(exercise))
    assert line is not None
    assert (line.who, line.details) == ("Ada Test", ["“Step 2 is not clear”"])
    submit(by=actor, exercise=exercise)
    assert sent_back(history_of(exercise)) is None
