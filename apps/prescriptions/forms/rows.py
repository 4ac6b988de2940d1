"""One exercise of a plan that is being written: whether it is in, how much of it, and why in spite of a caution."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from apps.accounts.models import Client
from apps.accounts.vocabulary import Caution
from apps.prescriptions.domain.dosage import Dosage, dosage_from_json, dosage_to_json
from apps.prescriptions.domain.grid import cell
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.rounds import RESTS, Rounds, in_turn, rounds_from_json
from apps.prescriptions.domain.screening import Blocker
from apps.prescriptions.domain.validation import gaps
from apps.prescriptions.forms.fields import DosageField, dosage_text
from apps.prescriptions.mapping import StoredDosage, dosage_row, member_amount
from apps.prescriptions.operations import AssignedExercise, Prescribable
from apps.prescriptions.queries import GAP_NAMES

Steps = tuple[tuple[int, StoredDosage | None], ...]


@dataclass(frozen=True)
class RowSetup:
    """What a row starts from. `steps` from `from_week` on can be changed; those before it are past."""

    known: Prescribable
    steps: Steps
    section: str = ""
    note: str = ""
    thumb: str = ""
    key: UUID | None = None
    kept: bool = False
    reason: str = ""
    stated_text: str = ""
    stated_gaps: tuple[str, ...] = ()
    suggestion: StoredDosage = field(default_factory=dict)
    suggestion_note: str = ""
    settings: dict[str, Any] | None = None
    circuit: dict[str, Any] = field(default_factory=dict)
    from_week: int = 1

    @property
    def rounds(self) -> Rounds | None:
        return rounds_from_json(self.circuit)


@dataclass(frozen=True)
class Care:
    """A caution of the client's that meets this exercise."""

    label: str
    note: str


class RowForm(forms.Form):
    """`circuit` is what the page says the exercise belongs to, once all rows are read (forms.turns)."""

    turn = forms.BooleanField(required=False, label="In turn with the one above")
    rounds = forms.CharField(required=False, max_length=12, label="Rounds")
    rest_between_rounds = forms.CharField(required=False, max_length=12, label="Rest between rounds, seconds")
    rest_between_exercises = forms.CharField(required=False, max_length=12, label="Rest between exercises, seconds")
    include = forms.BooleanField(required=False, initial=True)
    note = forms.CharField(required=False, max_length=300, label="Tip for the client")
    reason = forms.CharField(required=False, max_length=300, label="Why it is still right")

    def __init__(self, setup: RowSetup, client: Client, index: int, weeks: int, data: Any = None) -> None:
        super().__init__(data, prefix=f"ex{index}")
        self.setup, self.index, self.weeks = setup, index, weeks
        self.initial = {"include": True, "note": setup.note, "reason": setup.reason}
        self.can_join = False
        self.circuit: dict[str, Any] = {}
        self.base = self._changeable()
        for week, stored in self.base:
            self.fields[f"dose_{week}"] = DosageField(
                initial=dosage_text(stored, in_circuit=bool(setup.circuit)), label=self._label(week)
            )
        found = setup.known.screening(client)
        self.blockers = [self._care(one.code, one.note) for one in found if isinstance(one, Blocker)]
        self.precautions = [self._care(one.code, one.note) for one in found if not isinstance(one, Blocker)]

    def _changeable(self) -> Steps:
        """The steps from the present week on; the present dosage counts from that week."""
        first = self.setup.from_week
        row = [(week, None if stored is None else dosage_from_json(stored)) for week, stored in self.setup.steps]
        cells = [(first, cell(row, first)), *((week, dosage) for week, dosage in row if first < week <= self.weeks)]
        return tuple((week, None if dosage is None else dosage_to_json(dosage)) for week, dosage in cells)

    @staticmethod
    def _care(code: str, note: str) -> Care:
        return Care(str(Caution(code).label) if code in Caution.values else code, note)

    def _label(self, week: int) -> str:
        later = [other for other, _ in self.base if other > week]
        last = (later[0] - 1) if later else self.weeks
        if week == 1 and last >= self.weeks:
            return "Every week"
        if not later and last > week:
            return f"From week {week} on"
        return f"Week {week}" if week >= last else f"Weeks {week}–{last}"

    @property
    def name(self) -> str:
        return self.setup.known.name

    @property
    def doses(self) -> list[BoundField]:
        return [self[f"dose_{week}"] for week, _ in self.base]

    @property
    def is_in(self) -> bool:
        return bool(self.cleaned_data.get("include")) if self.is_bound else True

    @property
    def joins(self) -> bool:
        """Done in turn with the row above."""
        ticked = self.cleaned_data.get("turn") if self.is_bound else self.initial.get("turn")
        return self.can_join and bool(ticked)

    @property
    def amounts(self) -> list[BoundField]:
        """What the first of a circuit says of it."""
        return [self["rounds"], *(self[name] for name in RESTS)]

    @property
    def circuit_fields(self) -> list[BoundField]:
        return [*([self["turn"]] if self.can_join else []), *self.amounts]

    @property
    def in_circuit(self) -> Rounds | None:
        """The circuit as far as it can be read."""
        try:
            return rounds_from_json(self.circuit)
        except BadValue:
            return None

    @property
    def suggestion_text(self) -> str:
        suggestion = member_amount(self.setup.suggestion) if self.circuit else self.setup.suggestion
        return dosage_text(suggestion, say_one_set=True, in_circuit=bool(self.circuit)) if suggestion else ""

    @property
    def suggestion_note(self) -> str:
        """Where it comes from, without the words that stand before it already."""
        note = self.setup.suggestion_note.removeprefix("Our starting point").lstrip(".,: ")
        return f"{note[:1].upper()}{note[1:]}" if note else "The source gives no number of sets."

    @property
    def stated_gap_names(self) -> list[str]:
        return [GAP_NAMES[gap] for gap in self.setup.stated_gaps]

    @property
    def open_gaps(self) -> list[str]:
        """What the dosage now in the fields still lacks, by name."""
        missing = {
            gap
            for _, stored in self.steps()
            if stored is not None
            for gap in gaps(dosage_from_json(stored), in_circuit=bool(self.circuit))
        }
        return [name for gap, name in GAP_NAMES.items() if gap in missing]

    def steps(self, carry_on: bool = False) -> Steps:
        """The whole sparse row: what is past as it was, then what the fields say."""
        past = [(week, self._stored(stored)) for week, stored in self.setup.steps if week < self.setup.from_week]
        return compress([*past, *self._typed(carry_on)])

    def _typed(self, carry_on: bool) -> Iterator[tuple[int, StoredDosage | None]]:
        carried: tuple[StoredDosage | None] | None = None
        for week, stored in self.base:
            before, typed = self._stored(stored), self._read(week, stored)
            if typed != before:
                carried = (typed,)
            yield week, carried[0] if carry_on and carried is not None else typed

    def _read(self, week: int, stored: StoredDosage | None) -> StoredDosage | None:
        name = f"dose_{week}"
        if not self.is_bound or name not in self.changed_data:
            return self._stored(stored)
        typed: StoredDosage | None = self.cleaned_data.get(name, stored)
        return self._without_rounds(typed) if self.circuit else typed

    def _stored(self, stored: StoredDosage | None) -> StoredDosage | None:
        """What a field starts from: without sets in a circuit, with the rounds as sets once it has left one."""
        if self.circuit:
            return self._without_rounds(stored)
        return None if stored is None else dosage_to_json(in_turn(dosage_from_json(stored), self.setup.rounds))

    def _without_rounds(self, stored: StoredDosage | None) -> StoredDosage | None:
        """Sets that say just what the rounds say, or that one set makes a round, are left out."""
        if stored is None or stored.get("sets") not in (self.circuit.get("rounds"), [1, 1]):
            return stored
        return {name: value for name, value in stored.items() if name != "sets"}

    def dosages(self, carry_on: bool = False) -> tuple[Dosage | None, ...]:
        row = dosage_row(self.steps(carry_on), self.in_circuit)
        return tuple(cell(row, week) for week in range(1, self.weeks + 1))

    def assigned(self, carry_on: bool) -> AssignedExercise:
        return AssignedExercise(
            exercise_id=self.setup.known.exercise_id,
            steps=self.steps(carry_on),
            section=self.setup.section,
            note=self.cleaned_data["note"],
            screening_reason=self.cleaned_data["reason"] if self.blockers else "",
            key=self.setup.key,
            settings=self.setup.settings,
            circuit=self.circuit,
        )


def compress(steps: Iterable[tuple[int, StoredDosage | None]]) -> Steps:
    """The same row without weeks that repeat the week before."""
    kept: list[tuple[int, StoredDosage | None]] = []
    for week, stored in steps:
        if not kept or kept[-1][1] != stored:
            kept.append((week, stored))
    return tuple(kept)
