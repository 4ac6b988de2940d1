"""What would happen if: imagined sessions added to the real ones, judged by the same rules. Nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.exercise import Exposure, SetDone
from apps.prescriptions.domain.exercise_review import ReviewTerms, review_exercise
from apps.prescriptions.domain.exercise_rules import decide
from apps.prescriptions.domain.exercise_track import Change, Standing, standing
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.plan import PlanState, SessionOutcome, Status
from apps.prescriptions.domain.rounds import amount_alone
from apps.prescriptions.domain.schedule import calendar_for, is_session_day
from apps.prescriptions.mapping import BundledExercise, PlanBundle, plan_from
from apps.prescriptions.queries.cards import in_words
from apps.prescriptions.queries.exercises import changes_of, course_of, exercise_settings, exposures_by_key
from apps.prescriptions.queries.states import plan_state

WHOLE = 1.0


@dataclass(frozen=True, slots=True)
class Imagined:
    """One session, or one that does not happen (`missed`). `day` None is the next usual day; `days_off` only waits."""

    day: date | None = None
    missed: bool = False
    days_off: int = 0
    pain: int | None = None
    next_day_pain: int | None = None
    effort: int | None = None
    repetitions: int | None = None
    in_reserve: int | None = None
    share: float = WHOLE
    warning_sign: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One decision the rules would make. `now` is how much it would be from then on."""

    day: date
    title: str
    kind: str
    rule: str
    therapist: str
    client: str
    now: str = ""
    proposed: bool = False
    review: bool = False

    @property
    def reason(self) -> str:
        return in_words(self.therapist)


@dataclass(frozen=True)
class Outcome:
    """The days that were imagined, what would be decided on them, and where plan and exercise would stand."""

    days: tuple[tuple[date, Imagined], ...]
    findings: tuple[Finding, ...]
    last: date
    stands: str
    dosage: str = ""


@dataclass
class Trial:
    """One exercise on its way through the imagined days."""

    bundle: PlanBundle
    exercise: BundledExercise
    exposures: list[Exposure]
    changes: list[Change]
    findings: list[Finding] = field(default_factory=list)

    def now(self, week: int, on: date) -> Standing:
        return standing(course_of(self.bundle, self.exercise), self.changes, week=week, on=on)

    def review(self, week: int, on: date, sessions: Sequence[SessionOutcome]) -> None:
        terms = ReviewTerms(
            calendar=calendar_for(plan_from(self.bundle), sessions),
            week=week,
            today=on,
            settings=exercise_settings(self.bundle, self.exercise),
            advance_by_itself=self.bundle.prescription.advance_by_itself,
        )
        for verdict in review_exercise(course_of(self.bundle, self.exercise), self.exposures, self.changes, terms):
            decision, change = verdict.decision, verdict.change
            self.changes.append(replace(change, id=f"{change.id} {len(self.changes)}"))
            self.findings.append(
                Finding(
                    day=decision.on,
                    title=self.exercise.name,
                    kind=str(decision.kind),
                    rule=decision.rule,
                    therapist=decision.reason.therapist,
                    client=decision.reason.client,
                    now=amount_alone(decision.dosage, self.exercise.rounds),
                    proposed=change.proposed,
                    review=decision.review,
                )
            )


def imagine(
    bundle: PlanBundle,
    sessions: Sequence[SessionOutcome],
    story: Sequence[Imagined],
    *,
    today: date,
    only: UUID | None = None,
) -> Outcome:
    """Walks through the imagined days one by one; ends at the next gate when it looks at the whole plan."""
    days, waits_until = _laid_out(bundle, sessions, story, today)
    known = exposures_by_key(sessions)
    chosen = [ex for ex in bundle.exercises if only is None or ex.key == only]
    trials = [Trial(bundle, ex, list(known.get(str(ex.key), ())), changes_of(bundle, ex.key)) for ex in chosen]
    told = list(sessions)
    for day, imagined in days:
        state = plan_state(bundle, told, today=day)
        if state.status is Status.ACTIVE and not imagined.missed:
            told.append(_session(day, imagined, trials, max(state.programme_week, 1)))
        _review_all(trials, bundle, told, day)
    last = max([today, waits_until, *(day for day, _ in days)])
    state = plan_state(bundle, told, today=last)
    if only is None and state.next_gate is not None and state.status is Status.ACTIVE:
        last = max(last, state.next_gate)
        state = plan_state(bundle, told, today=last)
    _review_all(trials, bundle, told, last)
    return _outcome(bundle, days, trials, state, last, only)


def _review_all(trials: Sequence[Trial], bundle: PlanBundle, told: Sequence[SessionOutcome], day: date) -> None:
    state = plan_state(bundle, told, today=day)
    if state.status is Status.ACTIVE:
        for trial in trials:
            trial.review(max(state.programme_week, 1), day, told)


def _outcome(
    bundle: PlanBundle,
    days: Sequence[tuple[date, Imagined]],
    trials: Sequence[Trial],
    state: PlanState,
    last: date,
    only: UUID | None,
) -> Outcome:
    findings = [finding for trial in trials for finding in trial.findings]
    if only is None or state.status is Status.SUSPENDED:
        findings += _of_plan(state)
    dosage = ""
    if only is not None and trials:
        week = max(state.programme_week, 1)
        now = trials[0].now(week, last)
        rounds = trials[0].exercise.rounds
        dosage = "stopped" if now.stopped else amount_alone(now.dosage, rounds) if now.dosage is not None else ""
        findings += [] if findings else _stays(trials[0], now, last)
    return Outcome(tuple(days), tuple(sorted(findings, key=lambda f: f.day)), last, _stands(state), dosage)


def _stays(trial: Trial, now: Standing, last: date) -> Iterator[Finding]:
    """Why nothing would change: the rules’ own words for staying."""
    row = now.as_row(course_of(trial.bundle, trial.exercise))
    if row is None or not trial.exposures:
        return
    settings = exercise_settings(trial.bundle, trial.exercise)
    decision = decide(row, trial.exposures, today=last, settings=settings)
    reason = decision.reason
    stays = amount_alone(row.dosage, trial.exercise.rounds)
    yield Finding(last, trial.exercise.name, "stay", decision.rule, reason.therapist, reason.client, stays)


def _of_plan(state: PlanState) -> Iterator[Finding]:
    for decision in state.decisions:
        reason = decision.reason
        yield Finding(
            decision.on,
            "The plan",
            str(decision.kind),
            decision.rule,
            reason.therapist,
            reason.client,
            now=f"week {state.programme_week}" if decision is state.decisions[-1] else "",
            review=decision.review,
        )


STANDS = {
    Status.NOT_STARTED: "The plan would not have started yet.",
    Status.PAUSED: "The plan would be paused.",
    Status.SUSPENDED: "The plan would have stopped until you clear the warning sign.",
    Status.COMPLETED: "The plan would be over.",
}


def _stands(state: PlanState) -> str:
    return STANDS.get(state.status, f"The plan would be in week {state.programme_week}.")


def _session(day: date, imagined: Imagined, trials: Sequence[Trial], week: int) -> SessionOutcome:
    exposures = []
    for trial in trials:
        now = trial.now(week, day)
        if now.dosage is None or now.stopped:
            continue
        exposure = Exposure(
            date=day,
            sets=_sets(now.dosage, imagined),
            pain=imagined.pain,
            next_day_pain=imagined.next_day_pain,
            effort=imagined.effort,
            id=f"imagined {day}",
            planned=now.dosage,
        )
        trial.exposures.append(exposure)
        exposures.append((str(trial.exercise.key), exposure))
    return SessionOutcome(
        date=day,
        completed=imagined.share,
        pain=imagined.pain,
        next_day_pain=imagined.next_day_pain,
        red_flag=imagined.warning_sign,
        exposures=tuple(exposures),
    )


def _sets(dosage: Dosage, imagined: Imagined) -> tuple[SetDone, ...]:
    """Everything that was asked for, or so many repetitions; half done is half the sets."""
    count = (dosage.sets or (1, 1))[1]
    done = count if imagined.share >= WHOLE else int(count * imagined.share)
    most = {name: pair[1] for name in AMOUNTS if (pair := getattr(dosage, name)) is not None}
    if imagined.repetitions is not None and "repetitions" in most:
        most["repetitions"] = imagined.repetitions
    return tuple(SetDone(in_reserve=imagined.in_reserve, **most) for _ in range(done))


AMOUNTS = ("repetitions", "hold_seconds", "duration_seconds")


def _laid_out(
    bundle: PlanBundle, sessions: Sequence[SessionOutcome], story: Sequence[Imagined], today: date
) -> tuple[list[tuple[date, Imagined]], date]:
    """A day for each imagined session, one after the other, and the day until which nothing happens after them."""
    start = max(today, bundle.prescription.start_date)
    last = max((s.date for s in sessions if s.date <= today), default=start - timedelta(days=7))
    days, earliest = [], start
    for imagined in story:
        if imagined.days_off:
            earliest = max(earliest, last) + timedelta(days=imagined.days_off)
            last = earliest - timedelta(days=7)
            continue
        day = imagined.day or _next_day(bundle, last, earliest)
        days.append((day, imagined))
        last, earliest = day, day + timedelta(days=1)
    return days, earliest if story and story[-1].days_off else start


def _next_day(bundle: PlanBundle, last: date, earliest: date) -> date:
    """The next day on which the client would usually do a session."""
    frequency = frequency_from_json(bundle.version.frequency)
    if frequency.weekdays is not None:
        coming = (earliest + timedelta(days=n) for n in range(8))
        return next((day for day in coming if is_session_day(frequency, day)), earliest)
    gap = frequency.every_n_days or (max(1, 7 // frequency.per_week[0]) if frequency.per_week else 1)
    return max(earliest, last + timedelta(days=gap))
