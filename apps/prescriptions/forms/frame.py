"""What belongs to the whole plan: when, how often, how long, and a word to the client."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.prescriptions.forms.fields import FrequencyField
from apps.prescriptions.forms.report import ReportFields

MOST_WEEKS = 52
BACKFILL_DAYS = 7
AHEAD_DAYS = 366
COMMON_FREQUENCIES = (
    "Every day",
    "Every other day",
    "2–3 times a week",
    "3 times a week",
    "Twice a week",
    "Mon, Wed, Fri",
    "Twice a day, every day",
)


class FrameForm(ReportFields):
    """`form_id` becomes the plan's id, so that a form sent twice makes one plan."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=120, label="Name of the plan")
    start_date = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    frequency = FrequencyField(
        max_length=80,
        label="How often",
        widget=forms.TextInput(attrs={"list": "common-frequencies", "autocomplete": "off"}),
    )
    weeks = forms.IntegerField(min_value=1, max_value=MOST_WEEKS, label="Weeks")
    message = forms.CharField(
        max_length=500, required=False, label="Message to the client", widget=forms.Textarea(attrs={"rows": 2})
    )
    carry_on = forms.BooleanField(required=False, label="Carry a change on to all later weeks")
    stop_current = forms.BooleanField(required=False, label="One plan at a time")

    def __init__(self, *args: Any, today: date, fixed_start: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.fixed_start = today, fixed_start
        if fixed_start is not None:
            self.fields["start_date"].disabled = True

    def clean_start_date(self) -> date:
        start: date = self.cleaned_data["start_date"]
        if self.fixed_start is not None:
            return self.fixed_start
        if start < self.today - timedelta(days=BACKFILL_DAYS):
            raise ValidationError(f"Choose a day from {BACKFILL_DAYS} days ago on.", "too_early")
        if start > self.today + timedelta(days=AHEAD_DAYS):
            raise ValidationError("Choose a day within a year from now.", "too_late")
        return start


class EditFrameForm(FrameForm):
    """`base_version` is the version the therapist is looking at, to notice two people editing at once."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=300,
        label="Why you are changing it",
        help_text="For the record.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


def new_form_id() -> uuid.UUID:
    return uuid.uuid4()
