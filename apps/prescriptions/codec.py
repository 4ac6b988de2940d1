"""How the catalogue reads and writes dosages (apps.catalogue.ports)."""

from collections.abc import Callable
from typing import TypeVar

from apps.catalogue.ports import Json, UnreadableText
from apps.prescriptions.domain.dosage import dosage_from_json, dosage_to_json
from apps.prescriptions.domain.frequency import frequency_from_json, frequency_to_json
from apps.prescriptions.domain.parsing import parse, parse_frequency
from apps.prescriptions.domain.problems import BadValue, TextError
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.domain.validation import gaps, validate

Value = TypeVar("Value")
GAP_MESSAGES = {"sets": "Sets are not stated.", "work": "The amount is not stated."}


class TextCodec:
    """Dosages and frequencies as the texts people type. An empty text is an empty value: nothing is stated."""

    def read_dosage(self, text: str) -> Json:
        return dosage_to_json(_read(parse, text)) if text.strip() else {}

    def write_dosage(self, data: Json) -> str:
        return render(dosage_from_json(data), show_gaps=True) if data else ""

    def read_frequency(self, text: str) -> Json:
        return frequency_to_json(_read(parse_frequency, text)) if text.strip() else {}

    def write_frequency(self, data: Json) -> str:
        return render_frequency(frequency_from_json(data)) if data else ""

    def problems(self, data: Json, *, unilateral: bool) -> list[str]:
        try:
            dosage = dosage_from_json(data)
        except BadValue as bad:
            return [f"{problem.field}: {problem.message}" for problem in bad.problems]
        missing = [GAP_MESSAGES[gap] for gap in gaps(dosage)]
        return missing or [problem.message for problem in validate(dosage, unilateral=unilateral)]


def _read(reader: Callable[[str], Value], text: str) -> Value:
    try:
        return reader(text)
    except TextError as error:
        raise UnreadableText(text_error_sentence(error)) from error


def text_error_sentence(error: TextError) -> str:
    """What was not understood, quoting the part."""
    return f"{error.message}: “{error.part}”." if error.part else f"{error.message}."
