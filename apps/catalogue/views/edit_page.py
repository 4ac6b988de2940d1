"""What the page of the edit form shows beside the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField, Field

from apps.accounts.access import StaffRequest
from apps.catalogue.forms import ExerciseForm
from apps.catalogue.forms.exercise import MUST_NOT, WITH_CARE, initial_of
from apps.catalogue.forms.fields import CodesField
from apps.catalogue.models import Exercise
from apps.catalogue.quality import checks_of
from apps.catalogue.queries import HistoryLine
from apps.catalogue.reading import AIM, long_words, reading_age
from apps.catalogue.views.library import clinic_name
from apps.catalogue.vocabulary import Caution, State

TRACK = [State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.RETIRED]
EMPTY_ROWS = 2
TOKENS = ("muscles_prime", "muscles_helping", "regions", "equipment")


@dataclass(frozen=True)
class Tokens:
    """A field of codes, as its chosen tokens and what can still be added."""

    field: BoundField
    chosen: list[tuple[str, str]]
    rest: list[tuple[str, str]]


@dataclass(frozen=True)
class TrackStep:
    label: str
    mark: str


def edit_context(
    request: StaffRequest, exercise: Exercise, form: ExerciseForm, *, history: Sequence[HistoryLine], today: date
) -> dict[str, Any]:
    summary = form["summary"].value() or ""
    return {
        "nav": "curation",
        "clinic_name": clinic_name(request),
        "exercise": exercise,
        "form": form,
        "steps": list(form["steps"].value() or []) or [""],
        "tokens": {name: tokens(form[name]) for name in TOKENS},
        "cautions": rows(form["cautions"], ("code", "rule", "note")),
        "credits": rows(form["credits"], ("name", "role", "note")),
        "caution_choices": Caution.choices,
        "rule_choices": [(MUST_NOT, "Must not"), (WITH_CARE, "Take care")],
        "checks": checks_of(exercise, today=today),
        "summary_age": reading_age([summary]),
        "summary_words": long_words([summary]),
        "aim": AIM,
        "track": track_of(exercise),
        "history": history,
        "photos": exercise.photos.all(),
    }


def tokens(field: BoundField) -> Tokens:
    codes: CodesField = field.field  # type: ignore[assignment]
    return Tokens(field, *codes.chosen_and_rest(field.value() or []))


def rows(field: BoundField, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows there are, and empty ones to add more without a script."""
    return [*(field.value() or []), *(dict.fromkeys(columns, "") for _ in range(EMPTY_ROWS))]


def track_of(exercise: Exercise) -> list[TrackStep]:
    here = State.IN_REVIEW if exercise.is_waiting else State(exercise.state)
    at = TRACK.index(here)
    marks = ["on" if place < at else "now" if place == at else "" for place in range(len(TRACK))]
    return [TrackStep(str(state.label), mark) for state, mark in zip(TRACK, marks, strict=True)]


def theirs_and_yours(exercise: Exercise, form: ExerciseForm) -> list[tuple[str, str, str]]:
    """Each field that differs between the stored copy and this valid form, as (label, theirs, yours) in words."""
    stored = initial_of(exercise)
    found = []
    for name, field in form.fields.items():
        theirs, yours = stored.get(name) or "", form.cleaned_data.get(name) or ""
        if name != "version" and theirs != yours:
            found.append((str(field.label), _words(field, theirs), _words(field, yours)))
    return found


def _words(field: Field, value: Any) -> str:
    shown = field.prepare_value(value)
    if isinstance(shown, list):
        return "\n".join(" · ".join(item.values()) if isinstance(item, dict) else str(item) for item in shown)
    return str(shown)
