"""Two people changed one plan: what is saved now beside what was about to be saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.domain.rounds import Rounds, spoken_heading
from apps.prescriptions.forms.editor import PlanEditor
from apps.prescriptions.forms.rows import RowForm
from apps.prescriptions.mapping import BundledExercise, PlanBundle


@dataclass(frozen=True)
class ConflictRow:
    what: str
    saved: str
    yours: str


def conflict_rows(bundle: PlanBundle, editor: PlanEditor) -> list[ConflictRow]:
    """Every place in which the two differ. `bundle` is the plan as it is saved now."""
    frame = editor.frame.cleaned_data
    frequency = render_frequency(frequency_from_json(bundle.version.frequency))
    rows = [
        ConflictRow("How often", frequency, render_frequency(frame["frequency"])),
        ConflictRow("Weeks", str(bundle.version.weeks), str(editor.weeks)),
        ConflictRow("Message", bundle.prescription.message or "None", frame["message"] or "None"),
    ]
    typed = {row.setup.key: row for row in editor.rows}
    for exercise in bundle.exercises:
        rows += _exercise_rows(exercise, typed.get(exercise.key), bundle.version.weeks, editor)
    return [row for row in rows if row.saved != row.yours]


def _exercise_rows(
    exercise: BundledExercise, row: RowForm | None, weeks: int, editor: PlanEditor
) -> Iterator[ConflictRow]:
    """One row for each run of weeks that says the same on both sides."""
    first = row.setup.from_week if row else 1
    yours = row.dosages(editor.carry_on) if row and row.is_in else ()
    if row and row.is_in:
        yield ConflictRow(f"{exercise.name}, in turn", _turn(exercise.rounds), _turn(row.in_circuit))
    cells = [
        (_text(exercise.dosage_in(week)), _text(yours[week - 1] if week <= len(yours) else None))
        for week in range(first, weeks + 1)
    ]
    for (saved, mine), run in groupby(enumerate(cells, start=first), key=itemgetter(1)):
        numbers = [number for number, _ in run]
        span = f"week {numbers[0]}" if len(numbers) == 1 else f"weeks {numbers[0]}–{numbers[-1]}"
        yield ConflictRow(f"{exercise.name}, {span}", saved, mine)


def _turn(rounds: Rounds | None) -> str:
    return "By itself" if rounds is None else f"Circuit {rounds.number}: {spoken_heading(rounds)}"


def _text(dosage: Dosage | None) -> str:
    return "Not in the plan" if dosage is None else render(dosage, show_gaps=True)
