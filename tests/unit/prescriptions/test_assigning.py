"""Giving a routine to a client: copied, complete, screened, once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from apps.accounts.models import AuditEvent
from apps.catalogue.vocabulary import State
from apps.prescriptions.models import DosageStep, Prescription, PrescriptionVersion, Routine
from apps.prescriptions.operations import AssignedPlan, PlanRefused, assign_routine, plan_from_routine
from apps.prescriptions.queries import active_prescription, exercises_of_week, load_plan, load_routine
from tests.factories.catalogue import make_exercise
from tests.factories.prescriptions import make_prescription, make_routine
from tests.personas import Personas

START = date(2026, 3, 2)


def proposed(routine: Routine, **fields: object) -> AssignedPlan:
    return plan_from_routine(load_routine(routine), start_date=START, **fields)  # type: ignore[arg-type]


def send(personas: Personas, routine: Routine, plan: AssignedPlan, *, really: bool = True) -> Prescription:
    return assign_routine(by=personas.actor("tara"), client=personas.cleo, routine=routine, plan=plan, send=really)


def codes(refused: pytest.ExceptionInfo[PlanRefused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_assigning_copies_dosages_phases_and_pinned_revisions(personas: Personas) -> None:
    routine = make_routine()
    prescription = send(personas, routine, proposed(routine))
    bundle = load_plan(prescription)
    assert [phase.name for phase in bundle.phases] == ["Settle", "Build"]
    assert [exercise.steps for exercise in bundle.exercises] == [
        exercise.steps for exercise in load_routine(routine).items
    ]
    pinned = set(routine.exercises.values_list("exercise__revision_id", flat=True))
    assert {exercise.revision_id for exercise in bundle.exercises} == pinned
    assert prescription.standing["programme_week"] == 2


def test_editing_the_routine_later_leaves_the_plan_alone(personas: Personas) -> None:
    routine = make_routine()
    prescription = send(personas, routine, proposed(routine))
    before = [item.text for item in exercises_of_week(load_plan(prescription), 1)]
    for row in routine.exercises.all():
        row.steps.all().delete()
        row.delete()
    routine.phases.all().delete()
    assert [item.text for item in exercises_of_week(load_plan(prescription), 1)] == before
    assert len(load_plan(prescription).phases) == 2


def test_plan_with_a_gap_is_refused_by_exercise_and_field(personas: Personas) -> None:
    exercise = make_exercise("Quad stretch")
    routine = make_routine([exercise], steps=(), stated={"repetitions": [6, 10]})
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, proposed(routine))
    (problem,) = refused.value.problems
    assert (problem.code, problem.field, problem.exercise) == ("gap", "exercises[0].sets", "Quad stretch")
    assert not Prescription.objects.exists()


def test_plan_of_nothing_stated_names_both_gaps(personas: Personas) -> None:
    routine = make_routine(1, steps=(), stated={})
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, proposed(routine))
    assert [problem.field for problem in refused.value.problems] == ["exercises[0].sets", "exercises[0].work"]


def test_draft_may_have_a_gap_and_is_not_running(personas: Personas) -> None:
    routine = make_routine(1, steps=(), stated={"repetitions": [6, 10]})
    draft = send(personas, routine, proposed(routine), really=False)
    assert draft.status == Prescription.Status.DRAFT
    assert active_prescription(personas.cleo) is None


def test_starting_points_fill_gaps_only_when_they_are_accepted(personas: Personas) -> None:
    routine = make_routine(1, steps=(), stated={"repetitions": [6, 10]})
    assert proposed(routine).exercises[0].steps == ((1, {"repetitions": [6, 10]}),)
    accepted = proposed(routine, use_starting_points=True)
    assert accepted.exercises[0].steps == ((1, {"sets": [2, 2], "repetitions": [8, 8]}),)


@pytest.mark.parametrize(
    ("dosage", "code"),
    [
        ({"sets": [3, 2], "repetitions": [8, 8]}, "V1"),
        ({"sets": [99, 99], "repetitions": [8, 8]}, "V2"),
        ({"sets": [1, 1], "repetitions": [8, 8], "duration_seconds": [30, 30]}, "V4"),
        ({"sets": [1, 1], "repetitions": [-1, 8]}, "V2"),
        ({"sets": "three", "repetitions": [8, 8]}, "type"),
        ({"sets": [1, 1], "repetitions": [8, 8], "colour": "red"}, "unknown"),
        ({"sets": [1, 1], "repetitions": [8, 8], "side": "each"}, "V13"),
    ],
)
def test_bad_dosage_is_refused_with_its_code(personas: Personas, dosage: dict[str, object], code: str) -> None:
    routine = make_routine(1, steps=((1, dosage),))
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, proposed(routine), really=False)
    assert code in codes(refused)


def test_every_problem_is_reported_at_once(personas: Personas) -> None:
    routine = make_routine(2, steps=(), stated={})
    plan = replace(proposed(routine), weeks=0, end_date=START - timedelta(days=1))
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, plan)
    assert {"V2", "end_date", "gap"} <= set(codes(refused))


def test_plan_without_exercises_is_refused(personas: Personas) -> None:
    routine = make_routine()
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, replace(proposed(routine), exercises=()), really=False)
    assert codes(refused) == ["empty"]


def test_retired_exercise_is_left_out_of_a_proposal_and_refused_anew(personas: Personas) -> None:
    kept, retired = make_exercise(), make_exercise("Old bridge")
    routine = make_routine([kept, retired])
    plan = proposed(routine)
    retired.state = State.RETIRED
    retired.save()
    assert [exercise.exercise_id for exercise in proposed(routine).exercises] == [kept.pk]
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, plan)
    assert codes(refused) == ["not_published"]


def test_retired_exercise_stays_readable_in_a_plan(personas: Personas) -> None:
    exercise = make_exercise("Old bridge")
    prescription = make_prescription(personas.cleo, personas.tara, routine=make_routine([exercise]))
    exercise.state = State.RETIRED
    exercise.name = "Renamed since"
    exercise.save()
    (planned,) = exercises_of_week(load_plan(prescription), 1)
    assert planned.name == "Old bridge"
    assert planned.revision.content["steps"]


def test_exercise_of_another_clinic_is_unknown(personas: Personas) -> None:
    foreign = make_exercise(clinic=personas.other_clinic)
    routine = make_routine([foreign])
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, proposed(routine))
    assert codes(refused) == ["unknown"]


def test_caution_needs_a_reason_which_is_kept_and_audited(personas: Personas) -> None:
    personas.cleo.cautions = ["recent_abdominal_surgery"]
    personas.cleo.save()
    routine = make_routine(1)
    plan = proposed(routine)
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, plan)
    assert codes(refused) == ["screening"]
    reasoned = replace(plan, exercises=(replace(plan.exercises[0], screening_reason="Cleared by the surgeon."),))
    prescription = send(personas, routine, reasoned)
    assert load_plan(prescription).exercises[0].screening_reason == "Cleared by the surgeon."
    event = AuditEvent.objects.get(action="prescription.sent")
    assert event.detail["screening_passed"][0]["cautions"] == ["recent_abdominal_surgery"]
    assert "surgeon" not in str(event.detail)


def test_precaution_does_not_stop_a_plan(personas: Personas) -> None:
    personas.cleo.cautions = ["pregnancy"]
    personas.cleo.save()
    assert make_prescription(personas.cleo, personas.tara).status == Prescription.Status.ACTIVE


def test_sending_twice_makes_one_plan(personas: Personas) -> None:
    routine = make_routine()
    plan = proposed(routine)
    first, second = send(personas, routine, plan), send(personas, routine, plan)
    assert first.pk == second.pk
    assert (Prescription.objects.count(), PrescriptionVersion.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(action="prescription.sent").count() == 1


def test_draft_is_written_afresh_and_then_sent(personas: Personas) -> None:
    routine = make_routine()
    plan = proposed(routine)
    draft = send(personas, routine, plan, really=False)
    sent = send(personas, routine, replace(plan, title="Second thoughts", weeks=6))
    assert (sent.pk, sent.title, sent.status) == (draft.pk, "Second thoughts", Prescription.Status.ACTIVE)
    assert list(PrescriptionVersion.objects.values_list("weeks", flat=True)) == [6]
    assert DosageStep.objects.count() == 4


def test_id_of_another_client_is_refused(personas: Personas) -> None:
    other = make_prescription(personas.cody, personas.tess)
    routine = make_routine()
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, proposed(routine, public_id=other.public_id))
    assert codes(refused) == ["conflict"]


def test_second_plan_waits_until_the_first_is_stopped(personas: Personas) -> None:
    first = make_prescription(personas.cleo, personas.tara)
    routine = make_routine()
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, proposed(routine))
    assert codes(refused) == ["another_plan"]
    second = send(personas, routine, proposed(routine, stop_current=True))
    first.refresh_from_db()
    assert first.status == Prescription.Status.STOPPED
    assert second.status == Prescription.Status.ACTIVE
    assert AuditEvent.objects.filter(action="prescription.sent", detail__stopped=str(first.public_id)).count() == 1


def test_usual_pain_at_the_limit_needs_limits_first(personas: Personas) -> None:
    personas.cleo.usual_pain = 6
    personas.cleo.save()
    routine = make_routine()
    with pytest.raises(PlanRefused) as refused:
        send(personas, routine, proposed(routine))
    assert [problem.field for problem in refused.value.problems] == ["settings.usual_pain"]
    limits = {"accept_pain": 7, "stop_pain": 9}
    assert send(personas, routine, proposed(routine, settings=limits)).status == Prescription.Status.ACTIVE


@pytest.mark.parametrize(("weeks", "phases", "steps"), [(2, [("Settle", 2)], 1), (6, [("Settle", 2), ("Build", 4)], 2)])
def test_other_length_fits_the_phases_and_the_grid(
    personas: Personas, weeks: int, phases: list[tuple[str, int]], steps: int
) -> None:
    plan = proposed(make_routine(1), weeks=weeks)
    assert [(phase.name, phase.weeks) for phase in plan.phases] == phases
    assert len(plan.exercises[0].steps) == steps
