"""The one question of the morning after: how much it hurts now. Everything else stays as it was told."""

from typing import Any
from uuid import uuid5

from django import forms

from apps.portal.entries import NewLog, read_log
from apps.portal.forms.session import PAIN_CHOICES, PAIN_HELP, score
from apps.portal.forms.staff_correction import TOLD
from apps.portal.models import SessionLog

SAME = ("slot", "pain_before", "pain_during", "pain_after", "effort", "note", "red_flags")


class MorningForm(forms.Form):
    pain_next_day = score("Pain the next morning", PAIN_CHOICES, help_text=PAIN_HELP)

    def __init__(self, data: Any = None, *, log: SessionLog) -> None:
        super().__init__(data, initial={"pain_next_day": log.pain_next_day})
        self.log = log
        self.fields["pain_next_day"].required = True
        self.fields["pain_next_day"].error_messages["required"] = "Choose a number."

    def new_log(self) -> NewLog:
        """The session with this answer. The same answer again has the same id, so it is stored once."""
        log, pain = self.log, self.cleaned_data["pain_next_day"]
        body = {
            "prescription": str(log.prescription.public_id),
            "version": log.version.number,
            "local_date": log.local_date.isoformat(),
            "timezone": log.timezone,
            "performed_at": log.performed_at.isoformat(),
            **{name: getattr(log, name) for name in SAME},
            "pain_next_day": pain,
            "entries": [{key: value for key, value in entry.items() if key in TOLD} for entry in log.entries],
        }
        return read_log(uuid5(log.id, f"morning {pain}"), body)
