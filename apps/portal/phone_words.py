"""The sentences of the client's phone: what is due and why, and what was done. Plain, no guilt, no streaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from apps.core.words import day_month, plural, weekday
from apps.portal.mapping import LogRow
from apps.portal.phone_week import DayMark
from apps.portal.queries.client_app import Home
from apps.portal.vocabulary import effort_word, pain_word
from apps.prescriptions.domain.places import as_said_on
from apps.prescriptions.domain.plan import Due, Kind, Plan, PlanState, Status
from apps.prescriptions.queries import PlannedExercise

NEWS_DAYS = 7
DECISION_ICONS = {"advance": "up", "stay": "repeat", "regress": "stepdown", "stop": "alert"}
NOON, EVENING = 12, 18


@dataclass(frozen=True, slots=True)
class Line:
    icon: str
    text: str


def greeting(home: Home) -> str:
    hour = home.local_time.hour
    part = "Morning" if hour < NOON else "Afternoon" if hour < EVENING else "Evening"
    return f"{part}, {home.client.first_name}"


def of_week(state: PlanState, more: int = 0) -> str:
    """How the week stands: `1 of 3 this week`, or `1 of 2 to 3`. `more` counts a session about to be saved."""
    low, high = state.target_this_week
    target = f"{low}" if low == high else f"{low} to {high}"
    return f"{state.done_this_week + more} of {target} this week"


def why_today(home: Home, days: Sequence[DayMark]) -> Line:
    """What is due today, and why."""
    state, plan = home.state, home.plan
    assert state is not None
    assert plan is not None
    if state.status is Status.NOT_STARTED:
        return Line("cal", f"Your plan starts on {weekday(plan.start_date)}. You can look through it now.")
    if state.status is Status.COMPLETED:
        done = sum(session.completed > 0 for session in home.sessions)
        count = f" You did {plural(done, 'session')}." if done else ""
        return Line("check", f"Your plan is finished.{count} {_therapist(home)} will say what is next.")
    if state.status is Status.PAUSED:
        return Line("pause", f"Your plan is paused, so nothing is due. {_until(home, plan)}")
    return _due_line(state, days)


def _therapist(home: Home) -> str:
    return home.prescription.therapist.first_name if home.prescription else "Your therapist"


def _until(home: Home, plan: Plan) -> str:
    running = (end for begin, end in plan.pauses if begin <= home.today and (end is None or home.today < end))
    back = next(running, None)
    return f"It starts again on {weekday(back)}." if back else f"{_therapist(home)} will start it again with you."


def _due_line(state: PlanState, days: Sequence[DayMark]) -> Line:
    following = next((mark.day for mark in days if mark.state == "plan" and not mark.is_today), None)
    then = f" Next one: {weekday(following)}." if following else ""
    if state.due is Due.DUE:
        return Line("cal", f"Planned for today: session {of_week(state, more=1)}.")
    if state.due is Due.OPTIONAL:
        return Line("check", f"You have done {of_week(state)}, and that is enough. One more is fine if you feel good.")
    if state.due is Due.DONE_TODAY:
        return Line("check", f"Today is done. That is {of_week(state)}.{then}")
    done = f" You have done {of_week(state)}." if state.done_this_week else ""
    return Line("check", f"Rest day.{done}{then}")


def place(home: Home) -> str:
    """The measures of the plan in words."""
    bundle, state = home.bundle, home.state
    if bundle is None or state is None:
        return ""
    again = ", for the second time" if state.stays == 1 else ", once more" if state.stays else ""
    return f"Week {max(state.programme_week, 1)} of {bundle.version.weeks}{again}."


def phase_name(home: Home) -> str:
    """The phase that the client is in, or ready to begin."""
    bundle, state = home.bundle, home.state
    if bundle is None or state is None:
        return ""
    begun = [phase for phase in bundle.phases if phase.first_week <= max(state.programme_week, 1)]
    return begun[-1].name if begun else ""


def decision_line(home: Home) -> Line | None:
    """The latest decision while it is news, and why a week is done again for as long as it is."""
    decision = home.state.decision if home.state else None
    if home.state is None or decision is None:
        return None
    holds = home.state.stays > 0 and decision.kind is Kind.STAY
    if not holds and decision.on <= home.today - timedelta(days=NEWS_DAYS):
        return None
    said = as_said_on(decision.reason.client, home.today)
    return Line(DECISION_ICONS.get(str(decision.kind), "repeat"), said)


def stop_reason(home: Home) -> str:
    """Why a suspended plan waits, for as long as it does."""
    decision = home.state.decision if home.state else None
    return as_said_on(decision.reason.client, home.today) if decision is not None else ""


def changes(home: Home) -> list[str]:
    """What the therapist changed, for the first week of the new version."""
    version = home.bundle.version if home.bundle else None
    if version is None or version.effective_on <= home.today - timedelta(days=NEWS_DAYS):
        return []
    return list(version.changes)


def amount(exercises: Sequence[PlannedExercise]) -> str:
    minutes = max(round(sum(exercise.seconds for exercise in exercises) / 60), 1)
    return f"{plural(len(exercises), 'exercise')} · about {plural(minutes, 'minute')}"


def sections(exercises: Sequence[PlannedExercise]) -> list[tuple[str, list[PlannedExercise]]]:
    """Consecutive exercises of one section together."""
    grouped: list[tuple[str, list[PlannedExercise]]] = []
    for exercise in exercises:
        if not grouped or grouped[-1][0] != exercise.section:
            grouped.append((exercise.section, []))
        grouped[-1][1].append(exercise)
    return grouped


def partners(exercises: Sequence[PlannedExercise], one: PlannedExercise) -> str:
    """The other exercises of its circuit: `Plank and Bridge`."""
    others = [ex.name for ex in exercises if one.rounds is not None and ex.rounds == one.rounds and ex is not one]
    return " and ".join([", ".join(others[:-1]), others[-1]] if len(others) > 1 else others)


def what_was_done(log: LogRow) -> str:
    """One logged session in honest words."""
    if log.completed >= 1:
        words = "All of it"
    elif log.completed <= 0:
        words = "Not this time"
    else:
        words = "Part of it"
    skipped = f", {plural(log.skipped, 'exercise')} skipped" if log.skipped and log.completed > 0 else ""
    pain = f" · pain {log.worst_pain}, {pain_word(log.worst_pain)}" if log.worst_pain is not None else ""
    effort = f" · {effort_word(log.effort).lower()}" if log.effort is not None else ""
    return f"{words}{skipped}{pain}{effort}"


def summary(home: Home) -> str:
    """The line under "Your progress": sessions counted up from the start, and where pain went."""
    done = [log for log in home.logs if log.completed > 0]
    if not done:
        return "Your first session will show here."
    weeks = max((home.today - done[0].local_date).days // 7 + 1, 1)
    text = f"{plural(len(done), 'session')} in {plural(weeks, 'week')}."
    pains = [log.worst_pain for log in done if log.worst_pain is not None]
    if len(pains) < 2:
        return text
    first, last = pains[0], pains[-1]
    if first == last:
        return f"{text} Pain is steady at {last}."
    return f"{text} Pain is {'down' if last < first else 'up'} from {first} to {last}."


def pain_heading(home: Home) -> tuple[str, str]:
    told = [(log.local_date, log.worst_pain) for log in home.logs if log.worst_pain is not None]
    if len(told) < 2:
        return "Pain over time", "Each session you log adds a point."
    (_, first), (_, last) = told[0], told[-1]
    peak_day, peak = max(told, key=lambda item: item[1])
    title = "Pain is easing" if last < first else "Pain is steady" if last == first else "Pain has gone up"
    if peak > max(first, last):
        return title, f"It was highest on {day_month(peak_day)}, at {peak}."
    return title, f"At {last} out of 10." if first == last else f"From {first} to {last} out of 10."
