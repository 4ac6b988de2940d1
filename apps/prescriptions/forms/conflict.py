"""Two people changed one plan: what is saved now beside what was about to be saved."""

from dataclasses import dataclass

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.forms.editor import PlanEditor
from apps.prescriptions.mapping import PlanBundle


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
        row = typed.get(exercise.key)
        for week in range(row.setup.from_week if row else 1, bundle.version.weeks + 1):
            yours = row.dosages(editor.carry_on)[week - 1] if row and row.is_in and week <= editor.weeks else None
            label = f"{exercise.name}, week {week}"
            rows.append(ConflictRow(label, _text(exercise.dosage_in(week)), _text(yours)))
    return [row for row in rows if row.saved != row.yours]


def _text(dosage: Dosage | None) -> str:
    return "Not in the plan" if dosage is None else render(dosage, show_gaps=True)
