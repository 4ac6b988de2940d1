"""Imagined sessions in words and numbers, one line each: `Tuesday: pain 6`, `2 sessions missed`, `all done, easy`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from apps.prescriptions.queries.imagining import Imagined

MOST_SESSIONS = 30
MOST_DAYS_OFF = 365
TENS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {"a": 1, **{word: number for number, word in enumerate(TENS, start=1)}}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBER = rf"\d{{1,3}}|{'|'.join(COUNTS)}"
DAY_NAMES = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
FILLERS = re.compile(
    r"\b(?:all|done|as|planned|did|it|everything|and|on|with|of|the|each|every|sessions?|was|then|next|for)\b"
)
TOLD = {
    "next_day_pain": r"(?:pain )?(?:the )?(?:next (?:day|morning)|(?:day|morning) after)(?: pain)? (?P<n>\d{1,3})",
    "pain": r"pain (?P<n>\d{1,3})",
    "effort": r"effort (?P<n>\d{1,3})",
    "in_reserve": r"(?P<n>\d{1,3}) (?:in reserve|left)",
    "repetitions": r"(?P<n>\d{1,3}) rep(?:s|etitions?)?",
}
NAMES = {
    "next_day_pain": "next day",
    "pain": "pain",
    "effort": "effort",
    "in_reserve": "reps in reserve",
    "repetitions": "reps",
}
MOST = {"next_day_pain": 10, "pain": 10, "effort": 10, "in_reserve": 50, "repetitions": 200}
WORDS: dict[str, dict[str, Any]] = {
    "easy": {"effort": 3, "in_reserve": 3},
    "hard": {"effort": 8},
    "half": {"share": 0.5},
    "warning sign": {"warning_sign": True},
    "missed": {"missed": True},
    "skipped": {"missed": True},
}


class ImagineForm(forms.Form):
    """`about` is an exercise’s key, or empty for the whole plan."""

    about = forms.ChoiceField(label="Look at", required=False)
    story = forms.CharField(
        label="What if",
        max_length=1000,
        error_messages={"required": "Write at least one session."},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A line for each session: “Tuesday: pain 6”, “2 sessions missed”, “3 sessions easy”, “2 weeks off”.",
    )

    def __init__(self, *args: Any, exercises: Sequence[tuple[UUID, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        about: Any = self.fields["about"]
        about.choices = [("", "The whole plan"), *((str(key), name) for key, name in exercises)]

    def clean_story(self) -> list[Imagined]:
        lines = [line.strip() for line in self.cleaned_data["story"].splitlines()]
        story: list[Imagined] = []
        problems: list[str] = []
        for number, line in enumerate(lines, start=1):
            try:
                story += _sessions_of(line, self._earliest(story)) if line else []
            except ValidationError as error:
                problems.append(f"Line {number}: {error.message}")
        if sum(not imagined.days_off for imagined in story) > MOST_SESSIONS:
            problems.append(f"At most {MOST_SESSIONS} sessions.")
        if sum(imagined.days_off for imagined in story) > MOST_DAYS_OFF:
            problems.append(f"At most {MOST_DAYS_OFF} days off in all.")
        if problems:
            raise ValidationError(problems)
        return story

    def _earliest(self, story: Sequence[Imagined]) -> date:
        named = [imagined.day for imagined in story if imagined.day is not None]
        return max(named) + timedelta(days=1) if named else self.today

    @property
    def only(self) -> UUID | None:
        return UUID(self.cleaned_data["about"]) if self.cleaned_data["about"] else None


def _sessions_of(line: str, earliest: date) -> Iterator[Imagined]:
    text = re.sub(r"[,;:.]+(?!\d)", " ", line.lower().replace("’", "'"))
    if below := re.search(r"(?<![\d-])-\d+", text):
        raise ValidationError(f"“{below[0]}” is below 0.")
    text, off = _take(text, rf"(?P<n>{NUMBER}) (?P<unit>day|week)s? off")
    if off is not None:
        _nothing_left(text)
        yield Imagined(days_off=_days_off(off))
        return
    text, day = _day(text, earliest)
    text, counted = _take(text, rf"(?P<n>{NUMBER})(?: more)?(?= (?:\w+ )?sessions?\b)")
    imagined, text = _told(text, Imagined(day=day))
    _nothing_left(text)
    count = _number(counted["n"]) if counted is not None else 1
    if not 1 <= count <= MOST_SESSIONS:
        raise ValidationError(f"From 1 to {MOST_SESSIONS} sessions.")
    yield from (replace(imagined, day=day if index == 0 else None) for index in range(count))


def _days_off(found: re.Match[str]) -> int:
    days = _number(found["n"]) * (7 if found["unit"] == "week" else 1)
    if not 1 <= days <= MOST_DAYS_OFF:
        raise ValidationError(f"From 1 to {MOST_DAYS_OFF} days off.")
    return days


def _take(text: str, pattern: str) -> tuple[str, re.Match[str] | None]:
    found = re.search(rf"\b(?:{pattern})(?!\w)", text)
    return (text, None) if found is None else (f"{text[: found.start()]} {text[found.end() :]}", found)


def _number(word: str) -> int:
    return COUNTS[word] if word in COUNTS else int(word)


def _day(text: str, earliest: date) -> tuple[str, date | None]:
    """The named day: the next one of that name from `earliest` on."""
    text, found = _take(text, rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<name>{DAY_NAMES})")
    if found is None:
        return text, None
    if found["name"]:
        ahead = (DAYS.index(found["name"][:3]) - earliest.weekday()) % 7
        return text, earliest + timedelta(days=ahead)
    try:
        day = date.fromisoformat(found["iso"])
    except ValueError as error:
        raise ValidationError(f"“{found['iso']}” is not a day.") from error
    if not earliest <= day <= earliest + timedelta(days=MOST_DAYS_OFF):
        raise ValidationError("The days must follow each other, from today on, within a year.")
    return text, day


def _told(text: str, imagined: Imagined) -> tuple[Imagined, str]:
    values: dict[str, Any] = {}
    for word, meaning in WORDS.items():
        text, found = _take(text, word)
        values |= meaning if found is not None else {}
    for name, pattern in TOLD.items():
        text, found = _take(text, pattern)
        if found is not None:
            values[name] = int(found["n"])
            if values[name] > MOST[name]:
                raise ValidationError(f"{NAMES[name].capitalize()} goes from 0 to {MOST[name]}.")
    return replace(imagined, **values), text


def _nothing_left(text: str) -> None:
    left = " ".join(FILLERS.sub(" ", text).split())
    if left:
        raise ValidationError(f"“{left}” can’t be read. Try “pain 6”, “effort 9”, “easy”, “half”, “missed”.")
