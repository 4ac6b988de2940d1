"""Why the plan moved or stayed, in the client's voice and in the therapist's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .places import sore_phrase
from .plan import Reason, SessionOutcome
from .settings import Settings
from .words import ENGLISH, Words, day_phrase, percent, short_day_phrase


@dataclass(frozen=True, slots=True)
class GateFigures:
    """What a gate was judged on. `reds` are the red sessions of the last week; `since` and `until` frame the step;
    `stays` counts its repeats, one that follows from this gate included; `place` is where the last red one hurt."""

    week: int
    done: int
    target: int
    adherence: float | None
    reds: Sequence[SessionOutcome]
    since: date
    until: date
    next_gate: date | None = None
    unmet: Sequence[str] = ()
    stays: int = 1
    place: str = ""


class Voices:
    """Makes reasons in one language."""

    def __init__(self, settings: Settings, words: Words = ENGLISH) -> None:
        self.settings = settings
        self.words = words

    def advance(self, figures: GateFigures, next_week: int, rule: str) -> Reason:
        if rule == "P9":
            client = self.words.gettext("Week {next} starts now, as planned.").format(next=next_week)
            message = self.words.gettext("P9: no gate here. Week {next} starts on its date. {done}")
            return Reason(client, message.format(next=next_week, done=self._done(figures)))
        client = self.words.gettext("You kept to the plan. Week {next} starts now.")
        therapist = self.words.gettext("P4: {done} No red session in the last 7 days. Week {next} starts.")
        return Reason(client.format(next=next_week), therapist.format(next=next_week, done=self._done(figures)))

    def stay(self, figures: GateFigures, rule: str) -> Reason:
        therapist = self.words.gettext("{rule}: {facts} Week {week} repeats.").format(
            rule=rule, facts=self._facts(figures), week=figures.week
        )
        if figures.next_gate is not None:
            message = self.words.gettext("{reason} Next gate {day}.")
            therapist = message.format(reason=therapist, day=short_day_phrase(figures.next_gate, self.words))
        if rule == "P6":
            message = self.words.ngettext(
                "{reason} Repeated once: review asked for.",
                "{reason} Repeated {times} times in a row: review asked for.",
                figures.stays,
            )
            therapist = message.format(reason=therapist, times=figures.stays)
        return Reason(self._client_stay(figures), therapist)

    def wait(self, figures: GateFigures) -> Reason:
        client = self.words.gettext("Carry on with week {week}. Your therapist will say when to move on.")
        therapist = self.words.gettext("P9: waiting for the therapist to move on from week {week}. {done}")
        return Reason(client.format(week=figures.week), therapist.format(week=figures.week, done=self._done(figures)))

    def stop(self, on: date) -> Reason:
        day = day_phrase(on, self.words)
        client = self.words.gettext(
            "You told us about a warning sign on {day}. Leave these exercises until your therapist says you can go on."
        )
        therapist = self.words.gettext("P0: a red-flag symptom was logged on {day}. The whole plan is suspended.")
        return Reason(client.format(day=day), therapist.format(day=day))

    def _client_stay(self, figures: GateFigures) -> str:
        if figures.reds:
            message = self.words.gettext("We’re doing week {week} again. {sore}, so nothing gets harder yet.")
            sore = sore_phrase(figures.place, self._sore_day(figures.reds[-1]), self.words)
            return message.format(week=figures.week, sore=sore)
        return self.words.gettext("We’re doing week {week} again so you can get used to it.").format(week=figures.week)

    def _sore_day(self, red: SessionOutcome) -> date:
        """The day it was sore: the session's, or the one after."""
        return red.date if self._is_red_during(red) else red.date + timedelta(days=1)

    def _is_red_during(self, red: SessionOutcome) -> bool:
        return red.pain is not None and red.pain > self.settings.accept_pain

    def _pain(self, red: SessionOutcome) -> str:
        day = day_phrase(red.date, self.words)
        if self._is_red_during(red):
            return self.words.gettext("Pain was {pain} on {day}").format(pain=red.pain, day=day)
        message = self.words.gettext("Pain was {pain} the day after {day}")
        return message.format(pain=red.next_day_pain, day=day)

    def _facts(self, figures: GateFigures) -> str:
        facts = [self._done(figures)]
        if figures.adherence is not None and figures.adherence < self.settings.adherence_advance:
            message = self.words.gettext("{done} The gate needs {needed}.")
            facts = [message.format(done=facts[0], needed=percent(self.settings.adherence_advance))]
        for red in figures.reds:
            message = self.words.gettext("{pain} (limit {limit}).")
            facts.append(message.format(pain=self._pain(red), limit=self._limit(red)))
        if figures.unmet:
            message = self.words.gettext("Key exercises not yet a success: {count}.")
            facts.append(message.format(count=len(figures.unmet)))
        return " ".join(facts)

    def _limit(self, red: SessionOutcome) -> int:
        return self.settings.accept_pain if self._is_red_during(red) else self.settings.settled_pain

    def _done(self, figures: GateFigures) -> str:
        since, until = short_day_phrase(figures.since, self.words), short_day_phrase(figures.until, self.words)
        message = self.words.ngettext(
            "{done} of {target} planned session reported ({share}), {since} to {until}.",
            "{done} of {target} planned sessions reported ({share}), {since} to {until}.",
            figures.target,
        )
        share = percent(figures.adherence) if figures.adherence is not None else "–"
        return message.format(done=figures.done, target=figures.target, share=share, since=since, until=until)
