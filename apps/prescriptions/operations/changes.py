"""What an edit changed, in sentences that the client reads."""

from collections.abc import Iterator, Mapping

from apps.prescriptions.domain.dosage import Dosage, dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.grid import cell
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.mapping import BundledExercise, PlanBundle, span
from apps.prescriptions.operations.assigned import AssignedExercise, AssignedPlan


def change_sentences(bundle: PlanBundle, plan: AssignedPlan, names: Mapping[int, str], *, week: int) -> list[str]:
    """One sentence for each difference that matters from programme week `week` on."""
    before = {exercise.key: exercise for exercise in bundle.exercises}
    after = {exercise.key: exercise for exercise in plan.exercises if exercise.key}
    sentences = [f"{old.name} is no longer in your plan." for key, old in before.items() if key not in after]
    for exercise in plan.exercises:
        old = before.get(exercise.key) if exercise.key else None
        if old is None:
            sentences.append(f"{names[exercise.exercise_id]} is new in your plan.")
        else:
            sentences += _dosage_sentences(old, exercise, week, max(plan.weeks, bundle.version.weeks))
            if old.note != exercise.note and exercise.note:
                sentences.append(f"{old.name} has a new tip: {exercise.note}")
    return sentences + list(_frame_sentences(bundle, plan))


def _dosage_sentences(old: BundledExercise, new: AssignedExercise, week: int, weeks: int) -> Iterator[str]:
    row = [(first, None if stored is None else dosage_from_json(stored)) for first, stored in new.steps]
    told = None
    for number in range(week, weeks + 1):
        was, now = old.dosage_in(number), cell(row, number)
        if was == now or (was, now) == told:
            continue
        told = (was, now)
        when = "" if number == week else f" from week {number}"
        if was is not None and now is not None:
            yield f"{old.name} goes from {phrase(was, now)} to {phrase(now, was)}{when}."
        else:
            yield f"{old.name} {'pauses' if now is None else 'comes back'}{when}."


def phrase(dosage: Dosage, other: Dosage) -> str:
    """`2 × 4` where both are sets and repetitions and nothing else differs, the whole words otherwise."""
    for one in (dosage, other):
        if one.sets is None or one.repetitions is None:
            return _in_sentence(dosage)
    plain = [{**_as_dict(one), "sets": None, "repetitions": None} for one in (dosage, other)]
    if plain[0] != plain[1]:
        return _in_sentence(dosage)
    return f"{span(dosage.sets or (1, 1))} × {span(dosage.repetitions or (1, 1))}"


def _as_dict(dosage: Dosage) -> dict[str, object]:
    return {name: getattr(dosage, name) for name in Dosage.__slots__}


def _in_sentence(dosage: Dosage) -> str:
    text = render(dosage)
    return text[:1].lower() + text[1:]


def _frame_sentences(bundle: PlanBundle, plan: AssignedPlan) -> Iterator[str]:
    was = frequency_from_json(bundle.version.frequency)
    if was != plan.frequency:
        old, new = render_frequency(was), render_frequency(plan.frequency)
        yield f"How often goes from {old[:1].lower()}{old[1:]} to {new[:1].lower()}{new[1:]}."
    if bundle.version.weeks != plan.weeks:
        yield f"Your plan is now {plan.weeks} weeks long."
