"""What the catalogue calls to read and write dosages (see apps/catalogue/ports.py)."""

from typing import Any

from apps.catalogue.ports import UnreadableText
from apps.prescriptions.domain.dosage import dosage_from_json, dosage_to_json
from apps.prescriptions.domain.frequency import frequency_from_json, frequency_to_json
from apps.prescriptions.domain.parsing import parse, parse_frequency
from apps.prescriptions.domain.problems import BadValue, TextError
from apps.prescriptions.domain.rendering import render, render_frequency
from apps.prescriptions.domain.validation import gaps, validate

Json = dict[str, Any]


class DomainDosageCodec:
    """The domain's own texts, with "sets not stated" spelled out, because a curator works on the gaps."""

    def read_dosage(self, text: str) -> Json:
        try:
            return dosage_to_json(parse(text))
        except TextError as error:
            raise UnreadableText(_sentence(error)) from error

    def write_dosage(self, data: Json) -> str:
        return render(dosage_from_json(data), show_gaps=True) if data else ""

    def read_frequency(self, text: str) -> Json:
        try:
            return frequency_to_json(parse_frequency(text))
        except TextError as error:
            raise UnreadableText(_sentence(error)) from error

    def write_frequency(self, data: Json) -> str:
        return render_frequency(frequency_from_json(data)) if data else ""

    def problems(self, data: Json, *, unilateral: bool) -> list[str]:
        try:
            dosage = dosage_from_json(data)
        except BadValue as error:
            return [f"{problem.field}: {problem.message}" for problem in error.problems]
        missing = [f"{name} not stated" for name in gaps(dosage)]
        return [problem.message for problem in validate(dosage, unilateral=unilateral)] + missing


def _sentence(error: TextError) -> str:
    return f"{error.message}: “{error.part}”" if error.part else error.message
