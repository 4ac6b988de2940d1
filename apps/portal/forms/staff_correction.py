"""A therapist puts a logged session right: the original is kept, and the correction says who made it."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django import forms

from apps.portal.entries import Entry, NewLog, read_log
from apps.portal.models import SessionLog
from apps.portal.vocabulary import EFFORT_WORDS, OUTCOME_WORDS, REASON_WORDS, Outcome
from apps.prescriptions.domain.problems import BadValue

TOLD = {field.name for field in fields(Entry)}
PAINS = {"pain_during": "Worst pain", "pain_next_day": "Pain the next day"}


def pain_input(label: str) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=10, required=False, widget=widget)


def effort_choices(now: int | None) -> list[tuple[str, str]]:
    """The five answers, and the number that was told where it is between two of them."""
    told = {} if now is None or now in EFFORT_WORDS else {now: f"{now} of 10"}
    return [("", "Not told"), *((str(value), words) for value, words in sorted({**EFFORT_WORDS, **told}.items()))]


@dataclass(frozen=True, slots=True)
class EntryFields:
    """The bound fields of one exercise, for the page."""

    name: str
    outcome: forms.BoundField
    reason: forms.BoundField
    pain: forms.BoundField


class StaffCorrectionForm(forms.Form):
    """One session's answers, filled in as they stand. `new_log` is what to store."""

    def __init__(self, data: Any = None, *, log: SessionLog) -> None:
        super().__init__(data)
        self.log = log
        for index, entry in enumerate(log.entries):
            self._add_entry(index, entry)
        for name, label in PAINS.items():
            self.fields[name] = pain_input(label)
            self.fields[name].initial = getattr(log, name)
        self.fields["effort"] = forms.ChoiceField(
            choices=effort_choices(log.effort), required=False, initial=log.effort
        )
        note = forms.Textarea(attrs={"rows": 2})
        self.fields["note"] = forms.CharField(max_length=2000, required=False, widget=note, initial=log.note)

    def _add_entry(self, index: int, entry: dict[str, Any]) -> None:
        name = entry.get("name", "Exercise")
        reasons = [("", "No reason"), *REASON_WORDS.items()]
        self.fields[f"outcome_{index}"] = forms.ChoiceField(
            label=f"{name}: what was done", choices=list(OUTCOME_WORDS.items()), initial=entry["outcome"]
        )
        self.fields[f"reason_{index}"] = forms.ChoiceField(
            label=f"{name}: why not", choices=reasons, required=False, initial=entry.get("reason")
        )
        self.fields[f"pain_{index}"] = pain_input(f"{name}: pain")
        self.fields[f"pain_{index}"].initial = entry.get("pain")

    def rows(self) -> list[EntryFields]:
        return [
            EntryFields(entry.get("name", "Exercise"), self[f"outcome_{i}"], self[f"reason_{i}"], self[f"pain_{i}"])
            for i, entry in enumerate(self.log.entries)
        ]

    def new_log(self, log_id: UUID) -> NewLog | None:
        """The corrected session; None, with the fields marked, when it can't be read."""
        try:
            return read_log(log_id, self._body())
        except BadValue as error:
            for problem in error.problems:
                self.add_error(problem.field if problem.field in self.fields else None, problem.message)
            return None

    def _body(self) -> dict[str, Any]:
        log, told = self.log, self.cleaned_data
        return {
            "prescription": str(log.prescription.public_id),
            "version": log.version.number,
            "local_date": log.local_date.isoformat(),
            "timezone": log.timezone,
            "performed_at": log.performed_at.isoformat(),
            "slot": log.slot,
            "pain_before": log.pain_before,
            "pain_after": log.pain_after,
            "pain_during": told["pain_during"],
            "pain_next_day": told["pain_next_day"],
            "effort": int(told["effort"]) if told["effort"] else None,
            "note": told["note"],
            "red_flags": log.red_flags,
            "entries": [self._entry(index, entry) for index, entry in enumerate(log.entries)],
        }

    def _entry(self, index: int, entry: dict[str, Any]) -> dict[str, Any]:
        outcome = self.cleaned_data[f"outcome_{index}"]
        kept = {key: value for key, value in entry.items() if key in TOLD}
        reason = self.cleaned_data[f"reason_{index}"] or None
        kept |= {"outcome": outcome, "reason": reason if outcome != Outcome.DONE else None}
        return {**kept, "pain": self.cleaned_data[f"pain_{index}"]}
