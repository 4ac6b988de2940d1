"""The easier version of an exercise, as the client's phone offers it: one notch, within the therapist's bounds."""

from dataclasses import dataclass
from uuid import UUID

from apps.portal.queries.client_app import Home
from apps.prescriptions.domain.exercise_track import Act, Standing
from apps.prescriptions.domain.ladder import notch_down
from apps.prescriptions.domain.plan import Status
from apps.prescriptions.domain.rendering import render
from apps.prescriptions.domain.rounds import amount_alone
from apps.prescriptions.mapping import BundledExercise
from apps.prescriptions.operations import easier_for_client
from apps.prescriptions.queries import course_of, exercise_standing
from apps.prescriptions.queries.swaps import own_swaps, replaced_by


@dataclass(frozen=True, slots=True)
class Easier:
    """`text` is what it would become. `taken` is the decision that a client may still take back, `before` to what."""

    text: str = ""
    taken: UUID | None = None
    before: str = ""


def easier(home: Home, exercise: BundledExercise) -> Easier | None:
    """What to offer for this exercise today. None: nothing, because there is nothing less or it is not the time."""
    if home.bundle is None or home.state is None or home.state.status not in (Status.ACTIVE, Status.PAUSED):
        return None
    now = exercise_standing(home.bundle, exercise, week=max(home.state.programme_week, 1), on=home.today)
    if now.dosage is None or now.stopped:
        return None
    if any(change.rule == Act.CLIENT for change in now.window):
        return _taken(home, now)
    course = course_of(home.bundle, exercise)
    notch = notch_down(now.dosage, course.ladder, now.previous, in_circuit=course.in_circuit)
    return Easier(amount_alone(notch.dosage, exercise.rounds)) if notch is not None else None


@dataclass(frozen=True, slots=True)
class EasierExercise:
    """`name` and `text` are what it would be. `taken` is the swap that a client may still take back, to `before`."""

    name: str = ""
    text: str = ""
    taken: UUID | None = None
    before: str = ""

    @property
    def in_sentence(self) -> str:
        return self.text[:1].lower() + self.text[1:]


def easier_exercise(home: Home, exercise: BundledExercise) -> EasierExercise | None:
    """An easier exercise in this one's place, where the therapist allows it. No query where not.

    Not while an edit waits for tomorrow: it may be about this very exercise.
    """
    if home.bundle is None or home.state is None or home.state.status not in (Status.ACTIVE, Status.PAUSED):
        return None
    now = exercise_standing(home.bundle, exercise, week=max(home.state.programme_week, 1), on=home.today)
    if now.dosage is None or now.stopped:
        return None
    swap = next(iter(own_swaps(home.bundle, exercise)), None)
    if swap is not None and now.latest is not None and now.latest.id == str(swap.pk):
        return EasierExercise(taken=swap.public_id, before=replaced_by(swap)[1])
    if home.bundle.prescription.version != home.bundle.version:
        return None
    found = easier_for_client(home.bundle, exercise)
    return EasierExercise(found.known.name, found.text) if found is not None else None


def _taken(home: Home, now: Standing) -> Easier | None:
    """The client's own choice, while nothing else has been decided."""
    if home.bundle is None or now.latest is None or now.latest.rule != Act.CLIENT:
        return None
    row = next(row for row in home.bundle.exercise_decisions if str(row.pk) == now.latest.id)
    return Easier(taken=row.public_id, before=render(now.latest.before))
