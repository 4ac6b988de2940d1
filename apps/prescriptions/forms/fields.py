"""Fields in which a therapist types a dosage or how often, in the words people use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.prescriptions.codec import text_error_sentence
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json, dosage_to_json, has_work
from apps.prescriptions.domain.frequency import Frequency, frequency_from_json
from apps.prescriptions.domain.parsing import parse, parse_frequency
from apps.prescriptions.domain.problems import TextError
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.domain.validation_plan import validate_frequency
from apps.prescriptions.mapping import StoredDosage

NOT_IN_PLAN = frozenset({"–", "-", "—"})
LONGEST_TEXT = 200


class DosageField(forms.CharField):
    """Cleans to the stored shape: `{}` when nothing is stated, None when the exercise is not in the plan then."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if text in NOT_IN_PLAN:
            return None
        if not text:
            return {}
        try:
            return dosage_to_json(parse(text))
        except TextError as error:
            raise ValidationError(text_error_sentence(error), "not_understood") from error


class FrequencyField(forms.CharField):
    """Cleans to a `Frequency`."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        try:
            frequency: Frequency = parse_frequency(text)
        except TextError as error:
            raise ValidationError(text_error_sentence(error), "not_understood") from error
        problems = validate_frequency(frequency)
        if problems:
            raise ValidationError([problem.message for problem in problems])
        return frequency


def dosage_text(stored: StoredDosage | None, *, say_one_set: bool = False, in_circuit: bool = False) -> str:
    """The text that reads back as this dosage; empty when nothing at all is stated.

    `say_one_set` writes out the single set that is otherwise understood; `in_circuit` misses no sets.
    """
    if stored is None:
        return "–"
    dosage = dosage_from_json(stored)
    if dosage.sets is None and not has_work(dosage):
        return ""
    text = render(dosage, show_gaps=not in_circuit)
    for shorter in (f"1 set of {text}" if say_one_set and dosage.sets == (1, 1) else text, text):
        brief = shorter.replace(" seconds", " s")
        if _reads_as(brief, dosage):
            return brief
    return text


def _reads_as(text: str, dosage: Dosage) -> bool:
    try:
        return parse(text) == dosage
    except TextError:
        return False


def frequency_text(stored: dict[str, Any]) -> str:
    return render_frequency(frequency_from_json(stored)) if stored else ""
