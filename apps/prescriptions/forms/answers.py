"""What a card of an exercise sends: one act, what the therapist was looking at, and the dosage in words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.prescriptions.domain.parsing import parse
from apps.prescriptions.domain.problems import TextError
from apps.prescriptions.operations.answering import Answer

ACTS = ("accept", "keep", "step_back", "edit", "restart", "undo")


class AnswerForm(forms.Form):
    do = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    seen = forms.UUIDField(required=False)
    decision = forms.UUIDField(required=False)
    dosage = forms.CharField(label="New dosage", max_length=200, required=False)
    reason = forms.CharField(label="Why", max_length=300, required=False)

    def clean_dosage(self) -> Any:
        text = self.cleaned_data["dosage"].strip()
        if not text:
            return None
        try:
            return parse(text)
        except TextError as error:
            part = f" “{error.part}”" if error.part else ""
            raise ValidationError(f"{error.message}{part}. Try “3 x 8 hold 5s”.") from error

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("do") == "edit" and "dosage" in values and values["dosage"] is None:
            raise ValidationError({"dosage": "Write how much it should be, like “3 x 8 hold 5s”."})
        return values

    def answer(self) -> Answer:
        return Answer(**self.cleaned_data)
