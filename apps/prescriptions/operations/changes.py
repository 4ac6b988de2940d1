"""What an edit changed, in sentences that the client reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from apps.prescriptions.domain.brief import span
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.grid import cell
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.domain.rounds import circuits_in, spoken_heading
from apps.prescriptions.mapping import BundledExercise, PlanBundle, dosage_row
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
    return sentences + list(_circuit_sentences(bundle, plan, names)) + list(_frame_sentences(bundle, plan))


def _circuit_sentences(bundle: PlanBundle, plan: AssignedPlan, names: Mapping[int, str]) -> Iterator[str]:
    """What is done in turn now, where that is new, and what no longer is."""
    before = [run for rounds, run in circuits_in(bundle.exercises, lambda ex: ex.rounds) if rounds is not None]
    after = [run for rounds, run in circuits_in(plan.exercises, lambda ex: ex.rounds) if rounds is not None]
    known = {_as_told(run) for run in before}
    for run in after:
        rounds = run[0].rounds
        if _as_told(run) not in known and rounds is not None:
            together = _all_of([names[exercise.exercise_id] for exercise in run])
            yield f"You now do {together} in turn: {spoken_heading(rounds)}."
    alone = {exercise.key for exercise in plan.exercises} - {exercise.key for run in after for exercise in run}
    for old in before:
        apart = [exercise.name for exercise in old if exercise.key in alone]
        if apart:
            yield f"{_all_of(apart)} {'are' if len(apart) > 1 else 'is'} no longer done in turn."


def _as_told(run: Sequence[BundledExercise] | Sequence[AssignedExercise]) -> tuple[object, ...]:
    """Which exercises, with their rounds and rests. The number of a circuit is nobody's concern."""
    rounds = run[0].rounds
    return (*(exercise.key for exercise in run), rounds and replace(rounds, number=1))


def _all_of(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _dosage_sentences(old: BundledExercise, new: AssignedExercise, week: int, weeks: int) -> Iterator[str]:
    row = dosage_row(new.steps, new.rounds)
    told = None
    in_both = old.rounds is not None and new.rounds is not None
    for number in range(week, weeks + 1):
        was, now = old.dosage_in(number), cell(row, number)
        if in_both:
            was, now = _without_rounds(was), _without_rounds(now)
        if was == now or (was, now) == told:
            continue
        told = (was, now)
        when = "" if number == week else f" from week {number}"
        if was is not None and now is not None:
            yield f"{old.name} goes from {phrase(was, now)} to {phrase(now, was)}{when}."
        else:
            yield f"{old.name} {'pauses' if now is None else 'comes back'}{when}."


def _without_rounds(dosage: Dosage | None) -> Dosage | None:
    """The rounds of a circuit are told once, for all its exercises."""
    return None if dosage is None else replace(dosage, sets=None)


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
