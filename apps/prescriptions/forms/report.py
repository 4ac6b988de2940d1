"""What a full report of a plan says besides its exercises, and how much of it is there. Nothing is held back for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django import forms
from django.forms import BoundField

from apps.prescriptions.domain.completeness import LONGEST_TEXT, TEXTS, CertItem, Completeness, cert_completeness
from apps.prescriptions.forms.rows import RowForm
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Routine
from apps.prescriptions.queries import described, with_what_happened

if TYPE_CHECKING:
    from apps.prescriptions.forms.editor import PlanEditor

EXERCISES = "ex-h"


def _text(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST_TEXT)


class ReportFields(forms.Form):
    """A text for each item of CERT that nothing else on the page says. All of them may stay empty."""

    provider = _text("Who gives it", "Profession and training, like “physiotherapist, hip course 2024”.")
    supervision = _text("Supervision", "Alone or with somebody, and how it is delivered: app, video, paper.")
    motivation = _text("What helps to keep at it", "A goal, a reminder, somebody who joins in.")
    progression_rule = _text("When it gets harder", "Where phases do not say it.")
    other_parts = _text("Parts besides exercise", "Advice, education, aids. Or “none”.")
    tailoring_note = _text("How it was made to fit", "What is different for this client, and why.")
    starting_level = _text("How the starting level was found", "A test, a trial in clinic, the routine’s own.")
    fidelity_plan = _text("How you check that it is done as meant", "Watching once, a video, a call after a week.")

    @property
    def report(self) -> Iterator[BoundField]:
        return (self[name] for name in TEXTS)

    @property
    def description(self) -> dict[str, str]:
        """What is said, as it is stored."""
        return {name: text for name in TEXTS if (text := self.cleaned_data.get(name, ""))}


class Report:
    """How fully the plan on this page is described, as typed so far, and where each missing item is filled in."""

    def __init__(self, editor: "PlanEditor", *, routine: Routine | None, stored: PlanBundle | None = None) -> None:
        self.editor, self.routine, self.stored = editor, routine, stored

    @property
    def completeness(self) -> Completeness:
        editor, frame = self.editor, self.editor.frame
        texts = {name: str(frame[name].value() or "") for name in (*TEXTS, "message")}
        rows = editor.rows_in
        said = described(
            contents=[row.setup.known.content for row in rows],
            has_dosages=bool(rows) and not self._unclear,
            has_rule=bool(editor.base_phases) or self._has_ladders(),
            is_fitted=any(str(row["note"].value() or "").strip() or row.setup.settings for row in rows),
            texts={**texts, "motivation": texts["motivation"] or texts["message"]},
            routine=self.routine,
        )
        if self.stored is None:
            return cert_completeness(said, before_it_runs=True)
        return cert_completeness(with_what_happened(said, self.stored))

    @property
    def _unclear(self) -> list[RowForm]:
        """The rows whose amounts have a gap or can't be read."""
        return [row for row in self.editor.rows_in if row.open_gaps or row.errors]

    def _has_ladders(self) -> bool:
        return self.stored is not None and any(exercise.ladder for exercise in self.stored.exercises)

    @property
    def missing(self) -> list[tuple[CertItem, str]]:
        """Each with the id of its field; empty for what comes by itself with the first sessions."""
        return [(item, self._target(item.field)) for item in self.completeness.missing]

    def _target(self, name: str) -> str:
        if name in TEXTS:
            return self.editor.frame[name].auto_id
        if name == "dosage":
            return next((dose.auto_id for row in self._unclear for dose in row.doses), EXERCISES)
        return EXERCISES if name in ("equipment", "replicable") else ""
