"""A plan being written: the frame and one row for each exercise, checked together."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict

from apps.accounts.models import Client
from apps.accounts.vocabulary import Equipment
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.frequency import Frequency
from apps.prescriptions.domain.problems import Problem
from apps.prescriptions.domain.rounds import Rounds, session_seconds_in_turn
from apps.prescriptions.domain.validation_plan import burden_warnings
from apps.prescriptions.forms.frame import EditFrameForm, FrameForm
from apps.prescriptions.forms.rows import RowForm, RowSetup
from apps.prescriptions.forms.turns import AMOUNTS, join_rows, place_rows
from apps.prescriptions.mapping import PhaseLike
from apps.prescriptions.operations import AssignedPlan, PlanProblem, fit_phases, plan_problems
from apps.prescriptions.queries import KIT_EVERYONE_HAS, Grid, RowSource, lay_out

ROW_PATH = re.compile(r"exercises\[(\d+)\]")
CIRCUIT_PATH = re.compile(r"\.circuit(?:\.(\w+))?$")


class PlanEditor:
    """`rows` are built for the weeks the frame now says, so a shorter plan shows fewer fields."""

    def __init__(
        self,
        client: Client,
        setups: Sequence[RowSetup],
        phases: Sequence[PhaseLike],
        initial: dict[str, Any],
        *,
        today: date,
        data: QueryDict | None = None,
        is_edit: bool = False,
        fixed_start: date | None = None,
        now: int | None = None,
    ) -> None:
        self.client, self.data, self.base_phases, self.now = client, data, phases, now
        form = EditFrameForm if is_edit else FrameForm
        self.frame: FrameForm = form(data, initial=initial, today=today, fixed_start=fixed_start)
        self.weeks = self._weeks(initial["weeks"])
        self.rows = [RowForm(setup, client, index, self.weeks, data) for index, setup in enumerate(setups)]
        self.problems: list[PlanProblem] = []
        place_rows(self.rows)
        for row in self.rows:
            row.is_valid()
        join_rows(self.rows)

    def _weeks(self, default: int) -> int:
        raw = self.frame["weeks"].value()
        try:
            return int(self.frame.fields["weeks"].clean(raw))
        except ValidationError:
            return default

    @property
    def is_bound(self) -> bool:
        return self.data is not None

    @cached_property
    def is_readable(self) -> bool:
        """Every field could be read. Whether the plan can be sent is `check`."""
        rows = [row.is_valid() for row in self.rows]
        return self.frame.is_valid() and all(rows)

    @property
    def carry_on(self) -> bool:
        return bool(self.frame.cleaned_data.get("carry_on")) if self.is_bound else False

    @cached_property
    def rows_in(self) -> list[RowForm]:
        if self.is_bound:
            _ = self.is_readable
        return [row for row in self.rows if row.is_in]

    def plan(self, public_id: UUID | None = None) -> AssignedPlan:
        """The plan as typed. Only when `is_readable`."""
        values = self.frame.cleaned_data
        frequency: Frequency = values["frequency"]
        return AssignedPlan(
            title=values["title"],
            start_date=values["start_date"],
            weeks=self.weeks,
            frequency=frequency,
            exercises=tuple(row.assigned(self.carry_on) for row in self.rows_in),
            phases=fit_phases(self.base_phases, self.weeks),
            message=values["message"],
            description=self.frame.description,
            stop_current=values["stop_current"],
            public_id=public_id or values["form_id"],
        )

    def check(self) -> list[PlanProblem]:
        """What stands between this plan and the client, as far as the page can know."""
        library = {row.setup.known.exercise_id: row.setup.known for row in self.rows}
        kept = [row.setup.known.exercise_id for row in self.rows if row.setup.kept]
        self.take_problems(plan_problems(self.plan(), self.client, library, kept=kept, sending=True))
        return self.problems

    def take_problems(self, problems: Iterable[PlanProblem]) -> None:
        """Put each problem beside the field it is about; those about the whole plan stay on top."""
        self.problems = list(problems)
        for problem in self.problems:
            match = ROW_PATH.match(problem.field)
            name = self._field_of(problem)
            if match is not None and int(match[1]) < len(self.rows_in):
                row = self.rows_in[int(match[1])]
                row.add_error(self._row_field(row, problem), problem.message)
            elif name in self.frame.fields:
                self.frame.add_error(name, problem.message)

    @staticmethod
    def _field_of(problem: PlanProblem) -> str:
        return problem.field.split(".")[0]

    @staticmethod
    def _row_field(row: RowForm, problem: PlanProblem) -> str | None:
        if problem.field.endswith("screening_reason"):
            return "reason"
        if problem.field.endswith(".exercise"):
            return "include"
        if (place := CIRCUIT_PATH.search(problem.field)) is not None:
            return place[1] if place[1] in AMOUNTS else "turn"
        week = re.search(r"steps\[(\d+)\]", problem.field)
        name = f"dose_{week[1]}" if week else row.doses[0].name
        return name if name in row.fields else row.doses[0].name

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the control, sentence) of everything wrong, in the order of the page."""
        found = [
            (self.frame[name].auto_id, f"{self.frame[name].label}: {error}")
            for name in self.frame.errors
            if name in self.frame.fields
            for error in self.frame.errors[name]
        ]
        for row in self.rows:
            for name, errors in row.errors.items():
                found += [(str(row[name].auto_id), f"{row.name}: {error}") for error in errors]
        placed = {problem.sentence for problem in self.problems}
        loose = [("main", sentence) for sentence in placed if not any(sentence in text for _, text in found)]
        return found + loose

    def with_starting_points(self) -> QueryDict:
        """The posted data with our starting point in every field that still has a gap."""
        data = self.data.copy() if self.data is not None else QueryDict(mutable=True)
        for row in self.rows:
            row.is_valid()
            if row.setup.suggestion and not row.errors and row.open_gaps:
                for week, _ in row.base:
                    data[row.add_prefix(f"dose_{week}")] = row.suggestion_text
        return data

    @cached_property
    def grid(self) -> Grid:
        sources = [
            RowSource(row.name, row.setup.section, row.dosages(self.carry_on), rounds=row.in_circuit)
            for row in self.rows_in
        ]
        return lay_out(sources, fit_phases(self.base_phases, self.weeks), self.weeks, now=self.now)

    @cached_property
    def first_dosages(self) -> list[tuple[Dosage, Rounds | None]]:
        """What a session asks for now, with the circuit each is in."""
        week = min((self.now or 1) - 1, self.weeks - 1)
        found = ((row.dosages(self.carry_on)[week], row.in_circuit) for row in self.rows_in)
        return [(dosage, rounds) for dosage, rounds in found if dosage is not None]

    @property
    def seconds(self) -> int:
        return session_seconds_in_turn(self.first_dosages)

    @property
    def minutes(self) -> int:
        return max(1, round(self.seconds / 60)) if self.first_dosages else 0

    @property
    def warnings(self) -> list[Problem]:
        return burden_warnings([dosage for dosage, _ in self.first_dosages], seconds=self.seconds)

    @property
    def rows_with_gaps(self) -> list[RowForm]:
        return [row for row in self.rows_in if row.open_gaps]

    @property
    def other_problems(self) -> list[PlanProblem]:
        """Problems besides gaps, which the page lists apart."""
        return [problem for problem in self.problems if problem.code != "gap"]

    @property
    def can_fill(self) -> bool:
        return any(row.setup.suggestion for row in self.rows_with_gaps)

    @property
    def missing_kit(self) -> list[str]:
        has = KIT_EVERYONE_HAS | set(self.client.kit)
        needed = (code for row in self.rows_in for code in row.setup.known.content.get("equipment", ()))
        return [str(Equipment(code).label) for code in dict.fromkeys(needed) if code not in has]
