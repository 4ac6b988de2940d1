"""What was reported of a running plan, told apart: by plan, week and exercise. Nothing missing is a nought."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from apps.accounts.models import Client
from apps.portal.mapping import LogFacts, current, facts, outcomes
from apps.portal.models import SessionLog
from apps.portal.vocabulary import REASON_WORDS, Outcome
from apps.prescriptions.domain.adherence import (
    ExerciseAdherence,
    PlanAdherence,
    WeekAdherence,
    dose_adherence,
    exercise_adherence,
    plan_adherence,
)
from apps.prescriptions.domain.day_states import State, day_states
from apps.prescriptions.domain.exercise_days import Told, exercise_days, reasons, tally, tally_by_week
from apps.prescriptions.domain.plan import Plan, SessionOutcome
from apps.prescriptions.domain.words import percent
from apps.prescriptions.mapping import BundledExercise, PlanBundle, plan_from, plan_settings
from apps.prescriptions.queries import active_prescription, client_today, load_plan, plan_state
from apps.prescriptions.queries.swaps import keys_of_line

STATE_WORDS = {
    State.DONE: "Done",
    State.PARTLY: "Partly",
    State.SKIPPED: "Skipped",
    State.NO_LOG: "No log",
    State.NOT_DUE: "Not due",
    State.PAUSED: "Paused",
}
OUTCOMES = {Outcome.DONE: State.DONE, Outcome.PARTLY: State.PARTLY, Outcome.SKIPPED: State.SKIPPED}


@dataclass(frozen=True, slots=True)
class WeekLine:
    week: WeekAdherence
    counts: list[int]
    is_running: bool


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    name: str
    adherence: ExerciseAdherence
    counts: list[int]
    reasons: list[tuple[str, int]]
    dose: str
    before: str = ""

    @property
    def days(self) -> dict[State, int]:
        return dict(zip(STATE_WORDS, self.counts, strict=True))


@dataclass(frozen=True, slots=True)
class Reported:
    """`counts` are days of each kind, in the order of `kinds`."""

    kinds: list[str]
    plan: PlanAdherence
    least: str
    most: str
    counts: list[int]
    weeks: list[WeekLine]
    exercises: list[ExerciseLine]


def reported_of(client: Client) -> Reported | None:
    """Of the running plan from its first day to today. Four queries; None before it has begun."""
    prescription = active_prescription(client)
    today = client_today(client)
    if prescription is None or today < prescription.start_date:
        return None
    bundle = load_plan(prescription, figures=False, on=today)
    rows = SessionLog.objects.filter(clinic_id=client.clinic_id, client=client, prescription=prescription)
    logs = current(facts(rows, entries_since=date.min))
    return _reported(bundle, logs, today)


def _reported(bundle: PlanBundle, logs: Sequence[LogFacts], today: date) -> Reported:
    plan, settings, sessions = plan_from(bundle), plan_settings(bundle), outcomes(logs)
    days = _days_so_far(plan, today)
    states = day_states(plan, sessions, days, today=today, settings=settings)
    adherence = plan_adherence(plan, sessions, today=today, settings=settings)
    by_week = tally_by_week(plan, states, sessions)
    begun = [*adherence.weeks, *([adherence.so_far] if adherence.so_far else [])]
    lines = [WeekLine(week, _counts(by_week.get(week.week, {})), week is adherence.so_far) for week in begun]
    told = exercise_lines(bundle, sessions, logs, today)
    least, most = _share(adherence.sessions), _share(adherence.volume)
    return Reported(list(STATE_WORDS.values()), adherence, least, most, _counts(tally(states)), lines, told)


def exercise_lines(
    bundle: PlanBundle, sessions: Sequence[SessionOutcome], logs: Sequence[LogFacts], today: date
) -> list[ExerciseLine]:
    """What was reported of each exercise. `logs` are those of the plan, read with their entries. No query."""
    plan = plan_from(bundle)
    days = _days_so_far(plan, today)
    weeks = _programme_weeks(bundle, sessions, days)
    found = []
    for exercise in bundle.exercises:
        names = keys_of_line(bundle, exercise)
        line = _line(plan, sessions, logs, days, exercise, [str(key) for key in names], weeks, today)
        found.append(replace(line, before=", ".join([*names.values()][1:])))
    return found


def _days_so_far(plan: Plan, today: date) -> list[date]:
    last = min(today, plan.end_date or today)
    return [plan.start_date + timedelta(days=n) for n in range((last - plan.start_date).days + 1)]


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _counts(found: dict[State, int]) -> list[int]:
    return [found.get(state, 0) for state in STATE_WORDS]


def _programme_weeks(bundle: PlanBundle, sessions: Sequence[SessionOutcome], days: Sequence[date]) -> dict[date, int]:
    """The programme week of each day, looked up once in seven days, and only where an exercise joins or leaves."""
    comes_or_goes = any(None in (ex.dosage_in(1), *(dosage for _, dosage in ex.row)) for ex in bundle.exercises)
    found, week = {}, 1
    for number, day in enumerate(days):
        if comes_or_goes and number % 7 == 0:
            week = max(plan_state(bundle, sessions, today=day).programme_week, 1)
        found[day] = week
    return found


def _line(
    plan: Plan,
    sessions: Sequence[SessionOutcome],
    logs: Sequence[LogFacts],
    days: Sequence[date],
    exercise: BundledExercise,
    line: Collection[str],
    weeks: dict[date, int],
    today: date,
) -> ExerciseLine:
    """`line` are the keys of the exercise and of those whose place it took: their days are one row."""
    entries = [(log.local_date, entry) for log in logs for entry in log.entries if entry["key"] in line]
    told = _told(entries)
    present = [day for day in days if exercise.dosage_in(weeks[day]) is not None]
    has: Callable[[date], bool] = set(present).__contains__
    found = exercise_days(plan, sessions, told, days, in_plan=has, today=today)
    done = [day for day, what in told.items() if what.outcome is not State.SKIPPED]
    left = present[-1] + timedelta(days=1) if present and present[-1] != days[-1] else None
    share = (
        exercise_adherence(plan, done, active_from=present[0], active_until=left, today=today)
        if present
        else ExerciseAdherence(0, 0)
    )
    why = [(REASON_WORDS.get(code, "No reason given").lower(), count) for code, count in reasons(found).items()]
    return ExerciseLine(exercise.name, share, _counts(tally(found)), why, _share(dose_adherence(_sets(entries))))


def _told(entries: Iterable[tuple[date, Any]]) -> dict[date, Told]:
    """Of a day's entries about one exercise the fullest: both sides, or two sessions, are one day."""
    order = list(STATE_WORDS)
    found: dict[date, Told] = {}
    for day, entry in entries:
        told = Told(OUTCOMES[Outcome(entry["outcome"])], entry.get("reason") or "")
        if day not in found or order.index(told.outcome) < order.index(found[day].outcome):
            found[day] = told
    return found


def _sets(entries: Iterable[tuple[date, Any]]) -> list[tuple[int, int]]:
    """(done, prescribed) where both are known: a number that was not told is not made up."""
    pairs = []
    for _, entry in entries:
        asked = ((entry.get("planned") or {}).get("sets") or [None])[0]
        done = entry.get("sets")
        if done is None and entry["outcome"] != Outcome.PARTLY:
            done = asked if entry["outcome"] == Outcome.DONE else 0
        if asked is not None and done is not None:
            pairs.append((done, asked))
    return pairs
