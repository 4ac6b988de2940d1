"""Fields whose value is a list, or a dosage, and that people write as plain text or plain rows."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.catalogue.illustration import PoseError, draw
from apps.catalogue.ports import UnreadableText, dosage_codec


class LinesField(forms.CharField):
    """One text a line."""

    widget: Any = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        """The model's own check names what is wrong with a list."""


class ManyTexts(forms.Widget):
    """One input a text, all under the same name. The template draws them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class ManyTextsField(LinesField):
    widget = ManyTexts

    def prepare_value(self, value: Any) -> Any:
        return value


class CodesField(forms.MultipleChoiceField):
    """Codes of a vocabulary, as tokens: one checkbox a chosen code, and an empty select to add another."""

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(code for code in super().to_python(value) if code))

    def chosen_and_rest(self, value: Sequence[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        pairs: Any = self.choices
        choices = {str(code): str(label) for code, label in pairs}
        chosen = [(code, choices[code]) for code in dict.fromkeys(value) if code in choices]
        return chosen, [(code, label) for code, label in choices.items() if code not in dict(chosen)]


class Rows(forms.Widget):
    """A table of inputs: one name a column. The template draws the rows, and empty ones to add more."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self.columns = tuple(columns)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        lists = [data.getlist(f"{name}-{column}") for column in self.columns]
        return [dict(zip(self.columns, cells, strict=True)) for cells in zip(*lists, strict=False)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class RowsField(forms.Field):
    """[{column: text}] without the rows left empty. A row needs its first column; `preset` ones are never empty."""

    def __init__(self, columns: Sequence[str], first_label: str, preset: Sequence[str] = (), **options: Any) -> None:
        super().__init__(widget=Rows(columns), required=False, **options)
        self.columns, self.first_label, self.preset = tuple(columns), first_label, tuple(preset)

    def to_python(self, value: Any) -> list[dict[str, str]]:
        rows = [{column: str(row.get(column, "")).strip() for column in self.columns} for row in value or []]
        filled = [row for row in rows if any(row[column] for column in self.columns if column not in self.preset)]
        if any(not row[self.columns[0]] for row in filled):
            raise ValidationError(f"Choose {self.first_label} for each row, or empty the row.")
        return filled


class DosageField(forms.CharField):
    """A dosage in words, such as "2 × 8 reps, each side"; kept as JSON."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.read(text) if text else {}
        except UnreadableText as error:
            raise ValidationError(f"We can’t read this dosage. {error}") from error

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, dict) else value

    def read(self, text: str) -> dict[str, Any]:
        return dosage_codec().read_dosage(text)

    def write(self, data: dict[str, Any]) -> str:
        return dosage_codec().write_dosage(data)


class FrequencyField(DosageField):
    """How often in words, such as "2–3 times a week"; kept as JSON."""

    def read(self, text: str) -> dict[str, Any]:
        return dosage_codec().read_frequency(text)

    def write(self, data: dict[str, Any]) -> str:
        return dosage_codec().write_frequency(data)


def not_json(error: Exception) -> str:
    """What a curator can do about text that is no pose: where to look."""
    if isinstance(error, json.JSONDecodeError):
        return f"This is not JSON. Look at line {error.lineno}, character {error.colno}, or just before it."
    return "This is nested too deep to be a pose."


class PoseField(forms.CharField):
    """Pose data as JSON text that the engine can draw; None when empty."""

    widget = forms.Textarea(attrs={"rows": 12, "spellcheck": "false"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            pose = json.loads(text)
            draw(pose)
        except PoseError as error:
            raise ValidationError([f"Can’t draw this. {problem}" for problem in error.problems]) from error
        except (ValueError, RecursionError) as error:
            raise ValidationError(not_json(error)) from error
        return pose

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value, indent=1, ensure_ascii=False) if isinstance(value, Mapping) else value
