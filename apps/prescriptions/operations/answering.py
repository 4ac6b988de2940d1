"""A therapist's answer to what a card shows: refused when somebody else decided since, done once when sent twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.access import Actor
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.models import Prescription, ProgressionDecision
from apps.prescriptions.operations.exercise_acts import (
    accept_proposal,
    edit_dosage,
    keep_dosage,
    restart_exercise,
    step_back,
)
from apps.prescriptions.operations.reviewing import lock_prescription
from apps.prescriptions.operations.swapping import take_back
from apps.prescriptions.policies import NotAllowed


@dataclass(frozen=True)
class Answer:
    """What to do about one exercise. `seen` is the last decision that the therapist was looking at."""

    do: str
    seen: UUID | None = None
    decision: UUID | None = None
    dosage: Dosage | None = None
    reason: str = ""


@transaction.atomic
def answer_exercise(
    *, by: Actor, prescription: Prescription, key: UUID, answer: Answer, on: date
) -> ProgressionDecision | None:
    """None when nothing is left to do: the same was done already. Raises `NotAllowed`, and `BadValue` for a dosage."""
    lock_prescription(prescription)
    if _was_done(by, prescription, key, answer):
        return None
    if answer.do in ("accept", "undo"):
        if answer.decision is None:
            raise NotAllowed("Say which decision this is about.")
        act = accept_proposal if answer.do == "accept" else take_back
        return act(by=by, prescription=prescription, decision=answer.decision, on=on)
    return _about_the_dosage(by, prescription, key, answer, on)


def _about_the_dosage(
    by: Actor, prescription: Prescription, key: UUID, answer: Answer, on: date
) -> ProgressionDecision | None:
    target: dict[str, Any] = {"by": by, "prescription": prescription, "key": key}
    why = answer.reason
    if answer.do == "keep":
        return keep_dosage(**target, on=on, decision=answer.decision, reason=why)
    if answer.do == "step_back":
        return step_back(**target, on=on, reason=why)
    if answer.do == "restart":
        return restart_exercise(**target, on=on, dosage=answer.dosage, reason=why)
    if answer.dosage is None:
        raise NotAllowed("Write the new dosage.")
    return edit_dosage(**target, dosage=answer.dosage, on=on + timedelta(days=1), reason=why)


def _was_done(by: Actor, prescription: Prescription, key: UUID, answer: Answer) -> bool:
    """True when the latest decision since is this very act. Another person's decision is said plainly."""
    rows = prescription.decisions.filter(clinic_id=prescription.clinic_id, exercise_key=key)
    seen = rows.filter(public_id=answer.seen).values_list("pk", flat=True).first() if answer.seen else 0
    latest = rows.filter(pk__gt=seen or 0).exclude(decided_by=None, by_client=False).select_related("decided_by").last()
    if latest is None:
        return False
    if latest.decided_by_id == by.user_id and latest.rule == answer.do:
        return True
    who = latest.decided_by.name if latest.decided_by is not None else prescription.client.first_name
    raise NotAllowed(f"{who} decided about this since you opened the page. {latest.reason_therapist}")
