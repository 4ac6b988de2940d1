"""One exercise in the curator's list, in words."""

from dataclasses import dataclass
from datetime import datetime

from apps.catalogue.mapping import readable_texts
from apps.catalogue.models import Exercise
from apps.catalogue.quality import Check, checks_of
from apps.catalogue.reading import AIM, reading_age
from apps.catalogue.vocabulary import State

IN_OWN_COLUMN = "reading_age"


@dataclass
class CurationRow:
    exercise: Exercise
    now: datetime
    reader: int

    @property
    def state(self) -> str:
        """A published exercise whose changes wait is shown among those in review."""
        return State.IN_REVIEW if self.exercise.is_waiting else self.exercise.state

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def state_note(self) -> str:
        if self.exercise.state == State.PUBLISHED and self.exercise.is_waiting:
            return "changes to what is published"
        if not self.exercise.is_waiting:
            return ""
        return f"sent by {self._sender}, needs {'your' if self.waits_for_reader else 'another curator’s'} approval"

    @property
    def _sender(self) -> str:
        sender = self.exercise.submitted_by
        if sender is None:
            return "the library files"
        return "you" if sender.pk == self.reader else str(sender)

    @property
    def flags(self) -> list[Check]:
        checks = checks_of(self.exercise, today=self.now.date())
        return [check for check in checks if not check.ok and check.code != IN_OWN_COLUMN]

    @property
    def age(self) -> int:
        return reading_age(readable_texts(self.exercise))

    @property
    def too_hard(self) -> bool:
        return self.age > AIM

    @property
    def waits_for_reader(self) -> bool:
        return self.exercise.is_waiting and self.exercise.submitted_by_id != self.reader

    @property
    def waiting(self) -> str:
        """How long it has waited: "4 hours", "2 days"."""
        if self.exercise.submitted_at is None:
            return ""
        waited = self.now - self.exercise.submitted_at
        hours = int(waited.total_seconds() // 3600)
        if hours < 1:
            return "Under an hour"
        count, unit = (hours, "hour") if hours < 24 else (hours // 24, "day")
        return f"{count} {unit}{'' if count == 1 else 's'}"
