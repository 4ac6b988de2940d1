"""The form with which a client logs or corrects a session. It ends in the same reading as the API's JSON."""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.portal import policies
from apps.portal.entries import AMOUNTS, NOTE_LENGTH, NewLog, read_log
from apps.portal.vocabulary import EFFORT_WORDS, OUTCOME_WORDS, REASON_WORDS, RED_FLAG_WORDS, Outcome
from apps.prescriptions.domain.dosage import Dosage
from apps.prescriptions.domain.problems import BadValue

PAIN_CHOICES = [(number, str(number)) for number in range(11)]
PAIN_HELP = "0 is none, 10 is the worst you can imagine"
NO_ANSWER = ("", "No answer")
ENTRY_FIELD = re.compile(r"entries\[(\d+)\]\.(\w+)")
AMOUNT_LABELS = {
    "sets": "Sets",
    "repetitions": "Reps in a set",
    "hold_seconds": "Seconds of hold",
    "duration_seconds": "Seconds",
}
# "Could you have done more?": five is as many as anybody can tell apart.
RESERVE_CHOICES = [(0, "No more"), *((number, f"{number} more") for number in range(1, 5)), (5, "5 more or over")]
NOON = time(12)


def hidden(field: type[forms.Field], **options: Any) -> forms.Field:
    return field(widget=forms.HiddenInput, **options)


def score(label: str, choices: Sequence[tuple[int, str]], help_text: str = "") -> forms.TypedChoiceField:
    """A row of numbers to choose from. Nothing is chosen by default, and no answer stays no answer."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class SessionForm(forms.Form):
    """The session as a whole. `id`, `seq` and `performed_at` are made with the form, so sending it twice is once."""

    id = hidden(forms.UUIDField)
    seq = hidden(forms.IntegerField, min_value=0)
    prescription = hidden(forms.UUIDField)
    version = hidden(forms.IntegerField, min_value=1)
    revises = hidden(forms.UUIDField, required=False)
    slot = hidden(forms.IntegerField, min_value=1, max_value=12)
    zone = hidden(forms.CharField, max_length=64)
    performed_at = hidden(forms.CharField, max_length=40)
    client_now = hidden(forms.CharField, max_length=40, required=False)
    local_date = forms.DateField(
        label="Which day was it?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose the day."},
    )
    pain_during = score("Worst pain during the session", PAIN_CHOICES, help_text=PAIN_HELP)
    effort = score("How hard was it?", list(EFFORT_WORDS.items()))
    pain_next_day = score("Pain the next morning", PAIN_CHOICES, help_text=PAIN_HELP)
    note = forms.CharField(
        required=False,
        max_length=NOTE_LENGTH,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Keep it under 2,000 characters."},
    )
    red_flags = forms.MultipleChoiceField(
        label="Did any of these happen?",
        choices=list(RED_FLAG_WORDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        therapist: str = "your therapist",
        backfill_days: int = 7,
        next_day: bool = False,
        **kwargs: Any,
    ) -> None:
        """`next_day` asks for the pain of the morning after, once there was one."""
        super().__init__(*args, **kwargs)
        if not next_day:
            del self.fields["pain_next_day"]
        self.backfill_days = backfill_days
        self.therapist = therapist
        self.ask_for_note(therapist)

    def ask_for_note(self, therapist: str) -> None:
        self["note"].label = f"Anything {therapist} should know?"

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if policies.zone_or_none(zone) is None:
            raise forms.ValidationError("This time zone is not known here.")
        return zone

    def clean(self) -> dict[str, Any]:
        day, zone = self.cleaned_data.get("local_date"), self.cleaned_data.get("zone")
        if day is not None and zone:
            today = policies.today_in(zone, timezone.now())
            if day > today:
                self.add_error("local_date", "This day has not come yet. Choose today or an earlier day.")
            elif day < today - timedelta(days=self.backfill_days):
                self.add_error(
                    "local_date",
                    f"You can go back {self.backfill_days} days. {self.therapist} can add an earlier session.",
                )
        return self.cleaned_data


def asks_for_reserve(dosage: Dosage | None) -> bool:
    """People stop at a fixed number of repetitions, so what was left decides whether it gets harder (E5)."""
    return dosage is not None and dosage.repetitions is not None and dosage.repetitions[0] == dosage.repetitions[1]


class EntryForm(forms.Form):
    """One exercise. Blank amounts mean "as planned"; only the amounts that the dosage names are asked for."""

    key = hidden(forms.UUIDField)
    outcome = forms.ChoiceField(
        label="How did it go?", choices=list(OUTCOME_WORDS.items()), widget=forms.RadioSelect, initial=Outcome.DONE
    )
    pain = forms.TypedChoiceField(
        label="Pain in this one", choices=[NO_ANSWER, *PAIN_CHOICES], coerce=int, empty_value=None, required=False
    )
    in_reserve = forms.TypedChoiceField(
        label="Could you have done more reps in the last set?", coerce=int, empty_value=None, required=False
    )
    reason = forms.ChoiceField(
        label="What got in the way?", choices=[("", "No reason given"), *REASON_WORDS.items()], required=False
    )

    def __init__(self, *args: Any, name: str = "", text: str = "", dosage: Dosage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in AMOUNT_LABELS.items():
            low, high = AMOUNTS[code]
            self.fields[code] = forms.IntegerField(label=label, required=False, min_value=low, max_value=high)
            self.fields[code].widget.attrs["inputmode"] = "numeric"
        self.amounts = list(AMOUNT_LABELS)
        self._offer_reserve()
        self.describe(name, text, dosage)

    def _offer_reserve(self) -> None:
        """The usual answers, and the one that was told where it is none of them."""
        told = self.initial.get("in_reserve")
        odd = [] if told in (None, *dict(RESERVE_CHOICES)) else [(told, f"{told} more")]
        choices: Any = self.fields["in_reserve"]
        choices.choices = [NO_ANSWER, *RESERVE_CHOICES, *odd]

    def describe(self, name: str, text: str, dosage: Dosage | None, *, in_turn: bool = False) -> None:
        """What the exercise is called and how much was planned: its amounts show as a hint in each field.

        `in_turn`: its sets are the rounds of a circuit.
        """
        self.name, self.text = name, text
        self["sets"].label = "Rounds" if in_turn else AMOUNT_LABELS["sets"]
        self["repetitions"].label = "Reps in a round" if in_turn else AMOUNT_LABELS["repetitions"]
        planned = {code: getattr(dosage, code) for code in AMOUNT_LABELS if getattr(dosage, code, None) is not None}
        self.amounts = [code for code in AMOUNT_LABELS if dosage is None or code in planned]
        self.asks_for_reserve = asks_for_reserve(dosage)
        for code, pair in planned.items():
            self.fields[code].widget.attrs["placeholder"] = str(pair[0])

    @property
    def amount_fields(self) -> list[forms.BoundField]:
        return [self[code] for code in self.amounts]

    @property
    def is_open(self) -> bool:
        """Shown unfolded: something differs from the plan, or has to be put right."""
        return bool(self.errors) or self["outcome"].value() != Outcome.DONE

    @property
    def outcome_words(self) -> str:
        return OUTCOME_WORDS.get(str(self["outcome"].value()), "")


class LogForms:
    """The session's form and one for each exercise, read together into a `NewLog`."""

    def __init__(self, session: SessionForm, entries: Sequence[EntryForm]) -> None:
        self.session, self.entries = session, list(entries)
        self.log: NewLog | None = None

    @property
    def asks_for_reserve(self) -> bool:
        return any(entry.asks_for_reserve for entry in self.entries)

    @property
    def has_entry_errors(self) -> bool:
        return any(entry.errors for entry in self.entries)

    @property
    def lost_its_id(self) -> bool:
        """Only a broken or forged form comes without the id that was made with it."""
        return "id" in self.session.errors

    def is_valid(self) -> bool:
        """Reads everything. What the strict reading refuses is shown at its field."""
        if not all([self.session.is_valid(), *[entry.is_valid() for entry in self.entries]]):
            return False
        try:
            self.log = read_log(self.session.cleaned_data["id"], self.body())
        except BadValue as error:
            for problem in error.problems:
                self._refuse(problem.field, f"{problem.message.capitalize()}.")
        return self.log is not None

    def body(self) -> dict[str, Any]:
        """The JSON a phone would have sent."""
        told = self.session.cleaned_data
        body = {
            "client_seq": told["seq"],
            "prescription": str(told["prescription"]),
            "version": told["version"],
            "revises": str(told["revises"]) if told["revises"] else None,
            "local_date": told["local_date"].isoformat(),
            "timezone": told["zone"],
            "performed_at": performed_at(told["performed_at"], told["local_date"], told["zone"]),
            "client_now": told["client_now"] or None,
            "slot": told["slot"],
            "pain_during": told["pain_during"],
            "pain_next_day": told.get("pain_next_day"),
            "effort": told["effort"],
            "note": told["note"],
            "red_flags": told["red_flags"],
            "entries": [entry_body(entry.cleaned_data) for entry in self.entries],
        }
        return {key: value for key, value in body.items() if value is not None}

    def _refuse(self, field: str, message: str) -> None:
        match = ENTRY_FIELD.match(field)
        form: forms.Form = self.entries[int(match[1])] if match else self.session
        name = match[2] if match else {"client_seq": "seq", "timezone": "zone"}.get(field, field)
        form.add_error(name if name in form.fields else None, message)


def entry_body(told: Mapping[str, Any]) -> dict[str, Any]:
    """A reason is kept only where something was left out; blank answers are not sent."""
    kept = {name: value for name, value in told.items() if value not in (None, "")}
    if told["outcome"] == Outcome.DONE:
        kept.pop("reason", None)
    return {**kept, "key": str(told["key"])}


def performed_at(stamp: str, day: Any, zone: str) -> str:
    """The moment the form was made, or noon of another day that was chosen: the hour was not told."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    where = ZoneInfo(zone)
    try:
        if moment.utcoffset() is None or moment.astimezone(where).date() == day:
            return stamp
    except OverflowError:
        return stamp
    return datetime.combine(day, NOON, tzinfo=where).isoformat()


def new_id() -> uuid.UUID:
    """A UUIDv7, as a phone makes it."""
    return uuid7()
