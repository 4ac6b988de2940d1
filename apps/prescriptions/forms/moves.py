"""Small forms of the record: pause, resume, stop, another step."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.names import validate_name

AHEAD = timedelta(days=366)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PauseForm(forms.Form):
    from_date = forms.DateField(label="First day of the pause", widget=DAY)
    to_date = forms.DateField(label="First day back", widget=DAY, required=False)

    def __init__(self, *args: Any, start_date: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_date, self.latest = start_date, today + AHEAD

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        first, back = values.get("from_date"), values.get("to_date")
        if first is not None and first < self.start_date:
            raise ValidationError({"from_date": "A pause can’t begin before the plan does."})
        for name in ("from_date", "to_date"):
            if (day := values.get(name)) is not None and day > self.latest:
                self.add_error(name, "Choose a day within a year from now.")
        if first is not None and back is not None and back <= first:
            raise ValidationError({"to_date": "The first day back must come after the first day of the pause."})
        return values


class StopForm(forms.Form):
    reason = forms.CharField(label="Why it stops", max_length=300)


class SaveForm(forms.Form):
    name = forms.CharField(label="Name for the routine", max_length=120, validators=[validate_name])


class MoveForm(forms.Form):
    kind = forms.ChoiceField(choices=[("advance", "Move on"), ("stay", "Keep"), ("regress", "Step back")])
    reason = forms.CharField(max_length=300, required=False)
    seen_step = forms.CharField(max_length=60, required=False)


def first_error(form: forms.Form) -> str:
    """One sentence for a message, naming the field."""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label or name.replace('_', ' ').capitalize()}: {errors[0]}"
