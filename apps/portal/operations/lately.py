"""What was done in the few sessions of a long history that an exercise is still judged by.

Reading that out of its JSON is most of the work of reading a history, so the others come without it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from apps.portal.exposures import exercises_told
from apps.portal.mapping import LogFacts
from apps.portal.models import SessionLog
from apps.prescriptions.domain.exercise import Moment
from apps.prescriptions.domain.relevant import Terms

Entries = Sequence[Mapping[str, Any]]
# So many sessions are looked at in one query: the latest few of each exercise are among them.
LOOK = 40


class Lately:
    """Sessions, newest first, whose entries are read when somebody asks, with those that are likely to be next."""

    def __init__(self, clinic_id: int, rows: Sequence[LogFacts]) -> None:
        self.clinic_id = clinic_id
        self.ids = [row.id for row in rows]
        self.places = {log_id: place for place, log_id in enumerate(self.ids)}
        self.known: dict[UUID, Entries] = {}

    def entries(self, row: LogFacts) -> Entries:
        if row.id not in self.known:
            place = self.places[row.id]
            logs = SessionLog.objects.filter(clinic_id=self.clinic_id, id__in=self.ids[place : place + LOOK])
            self.known.update(logs.values_list("id", "entries"))
        return self.known[row.id]


def with_entries(clinic_id: int, rows: Sequence[LogFacts], terms: Terms, since: date) -> list[LogFacts]:
    """The same rows, oldest first: with what was done in those from `since` on that an exercise is judged by."""
    waiting = {(key, until): few for key in terms.own for until, few in terms.wanted(key).items()}
    limits, kept = terms.all_settings, []
    lately = Lately(clinic_id, [row for row in reversed(rows) if row.local_date >= since])
    for moment, group in groupby(reversed(rows), key=_moment):
        active = {spot for spot, few in waiting.items() if few > 0 and moment <= spot[1]}
        for row in group:
            hurt = any(terms.hurts(row.worst_pain, row.pain_next_day, settings) for settings in limits)
            entries = lately.entries(row) if (active or hurt) and row.local_date >= since else ()
            told = exercises_told(entries) if active else set()
            met = [spot for spot in active if spot[0] in told]
            waiting.update({spot: waiting[spot] - 1 for spot in met})
            kept.append(row._replace(entries=entries) if met or hurt else row)
    return kept[::-1]


def _moment(row: LogFacts) -> Moment:
    return row.local_date, row.slot
