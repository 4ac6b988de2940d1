"""Why an exercise moves, stays or stops: in the client's voice and in the therapist's, with rule, figures and dates."""

from collections.abc import Sequence
from datetime import date

from .dosage import Dosage
from .exercise import Exposure
from .exercise_words import days_phrase, full_amount, in_short, next_amount, scores_phrase, times_phrase
from .ladder import Notch
from .plan import Reason
from .rendering import render
from .settings import Settings
from .words import ENGLISH, Words, day_phrase, short_day_phrase


class ExerciseVoices:
    """Makes reasons in one language. A client reads about one exercise at a time, so its name is left out."""

    def __init__(self, settings: Settings, words: Words = ENGLISH) -> None:
        self.settings = settings
        self.words = words

    def stop(self, exposure: Exposure) -> Reason:
        day = day_phrase(exposure.date, self.words)
        client = self.words.gettext(
            "Pain was {pain} on {day}. Leave this exercise out until your therapist has looked at it."
        )
        therapist = self.words.gettext("E1: pain {pain} on {day} (limit {limit}). Stopped until you say otherwise.")
        limit = self.settings.stop_pain
        return Reason(
            client.format(pain=exposure.pain, day=day),
            therapist.format(pain=exposure.pain, day=self._short(exposure.date), limit=limit),
        )

    def red(self, exposure: Exposure, notch: Notch | None, *, twice: bool) -> Reason:
        during = exposure.pain is not None and exposure.pain > self.settings.accept_pain
        day, short = day_phrase(exposure.date, self.words), self._short(exposure.date)
        if during:
            client = self.words.gettext("Pain was {pain} on {day}.").format(pain=exposure.pain, day=day)
            fact = self.words.gettext("E3: pain {pain} on {day} (limit {limit}).")
            therapist = fact.format(pain=exposure.pain, day=short, limit=self.settings.accept_pain)
        else:
            pain = exposure.next_day_pain
            client = self.words.gettext("Pain was {pain} the day after {day}.").format(pain=pain, day=day)
            fact = self.words.gettext("E3: pain {pain} the day after {day} (settled is up to {limit}).")
            therapist = fact.format(pain=pain, day=short, limit=self.settings.settled_pain)
        if twice:
            message = self.words.gettext("{reason} The one before was red too: review asked for.")
            therapist = message.format(reason=therapist)
        return self._less(client, therapist, notch)

    def gap(self, last: date, days: int) -> Reason:
        client = self.words.gettext("It has been {days} days since you last did this. Nothing gets harder for now.")
        return Reason(client.format(days=days), self._gap_fact(last, days, self.words.gettext("Stays.")))

    def gap_down(self, last: date, days: int, notch: Notch | None) -> Reason:
        client = self.words.gettext("It has been {days} days since you last did this.").format(days=days)
        return self._less(client, self._gap_fact(last, days, ""), notch)

    def long_gap(self, last: date, days: int) -> Reason:
        client = self.words.gettext(
            "It has been {days} days since you last did this. Check with your therapist before you start again."
        )
        outcome = self.words.gettext("Nothing changed: review asked for.")
        return Reason(client.format(days=days), self._gap_fact(last, days, outcome))

    def hard(self, latest: Sequence[Exposure], dosage: Dosage, notch: Notch | None) -> Reason:
        client = self.words.gettext("This was hard to finish the last {count} times.").format(count=len(latest))
        message = self.words.gettext("E4: {done} on {days}, effort {effort}; {dosage} asked for.")
        therapist = message.format(
            done=self._done(latest),
            days=days_phrase([e.date for e in latest], self.words),
            effort=scores_phrase([e.effort for e in latest], self.words),
            dosage=self._text(dosage),
        )
        return self._less(client, therapist, notch)

    def advance(
        self, latest: Sequence[Exposure], dosage: Dosage, notch: Notch, advanced_on: date | None, *, confirm: bool
    ) -> Reason:
        client = self.words.gettext("You did {amount} {times} and pain stayed low. Next time: {next}.").format(
            amount=full_amount(dosage, self.words),
            times=times_phrase(len(latest), self.words),
            next=next_amount(dosage, notch.dosage, self.words),
        )
        message = self.words.gettext("E5: {done} on {days}, pain {pain}, {change}.")
        therapist = message.format(
            done=self._done(latest),
            days=days_phrase([e.date for e in latest], self.words),
            pain=scores_phrase([e.pain for e in latest], self.words),
            change=self._last_change(advanced_on),
        )
        if confirm:
            limit = self.settings.load_confirm_percent
            message = self.words.gettext("{reason} More than {limit} % more load: please confirm.")
            therapist = message.format(reason=therapist, limit=limit)
        return Reason(client, therapist)

    def _done(self, latest: Sequence[Exposure]) -> str:
        """What was done each time, once where it was the same."""
        phrases = [in_short(exposure, self.words) for exposure in latest]
        return phrases[0] if len(set(phrases)) == 1 else "; ".join(phrases)

    def _last_change(self, advanced_on: date | None) -> str:
        if advanced_on is None:
            return self.words.gettext("not moved up before")
        days = self.settings.min_days_between_advances
        return self.words.gettext("last moved up {day}, {days} days ago or more").format(
            day=self._short(advanced_on), days=days
        )

    def too_soon(self, advanced_on: date, wait: int) -> Reason:
        client = self.words.gettext("That went well. You moved up not long ago, so it stays the same a little longer.")
        message = self.words.ngettext(
            "E6: went well, but last moved up on {day}. Too soon for {wait} more day.",
            "E6: went well, but last moved up on {day}. Too soon for {wait} more days.",
            wait,
        )
        return Reason(client, message.format(day=self._short(advanced_on), wait=wait))

    def ceiling(self, dosage: Dosage, harder: str) -> Reason:
        client = self.words.gettext("You reached the top of this one. Your therapist will look at what comes next.")
        if harder:
            message = self.words.gettext("E6: at the ceiling with {dosage}. A harder variation: {name}?")
        else:
            message = self.words.gettext("E6: at the ceiling with {dosage}. Harder variation?")
        return Reason(client, message.format(dosage=self._text(dosage), name=harder))

    def carry_on(self, dosage: Dosage, good: int | None) -> Reason:
        """`good` in a row so far; None for an exercise that moves by the weeks of the grid alone."""
        client = self.words.gettext("Carry on with the same.")
        if good is None:
            message = self.words.gettext("E6: {dosage} stays. The plan’s weeks move it on.")
            return Reason(client, message.format(dosage=self._text(dosage)))
        if good == self.settings.success_sessions - 1:
            client = self.words.gettext("That went well. Once more like this.")
        elif good:
            client = self.words.gettext("That went well. Keep it like this.")
        message = self.words.gettext("E6: {dosage} stays. Good in a row: {good} of {needed}.")
        needed = self.settings.success_sessions
        return Reason(client, message.format(dosage=self._text(dosage), good=good, needed=needed))

    def settled_late(self, decided: str, *, red: bool) -> Reason:
        """What came late about a decision that was carried out already."""
        client = self.words.gettext("Something you told us later changes the picture. Your therapist will have a look.")
        if red:
            therapist = self.words.gettext("{rule}: came late, and the session since was red too. One notch down.")
        else:
            therapist = self.words.gettext("{rule}: came late, and the session since was not red. Stays; please look.")
        return Reason(client, therapist.format(rule=decided))

    def _less(self, client: str, therapist: str, notch: Notch | None) -> Reason:
        """A step back in both voices; with nothing less to give, the therapist is asked."""
        if notch is None:
            said = self.words.gettext("{reason} This is the least there is, so take it easy; your therapist will look.")
            asked = self.words.gettext("{reason} Nothing less to give. Easier variation?")
            return Reason(said.format(reason=client), asked.format(reason=therapist))
        said = self.words.gettext("{reason} Next time a little less: {next}.")
        told = self.words.gettext("{reason} Back to {next}.")
        text = self._text(notch.dosage)
        return Reason(said.format(reason=client, next=text), told.format(reason=therapist, next=text))

    def _gap_fact(self, last: date, days: int, outcome: str) -> str:
        message = self.words.gettext("E2: {days} days since the last time, {day}. {outcome}")
        return message.format(days=days, day=self._short(last), outcome=outcome).strip()

    def _text(self, dosage: Dosage) -> str:
        text = render(dosage, self.words)
        return text[:1].lower() + text[1:]

    def _short(self, day: date) -> str:
        return short_day_phrase(day, self.words)
