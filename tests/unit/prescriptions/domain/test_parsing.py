"""The ways people type a dosage, and what they are told of a part that was not understood."""

import re
from collections.abc import Callable

import pytest

from apps.prescriptions.domain.dosage import Side, SideBasis
from apps.prescriptions.domain.parsing import parse, parse_frequency
from apps.prescriptions.domain.parsing_scan import Draft, clause, decimal, scan, time, whole
from apps.prescriptions.domain.problems import TextError
from apps.prescriptions.domain.rendering import render, render_frequency

TYPED = {
    "3x10 tempo 3-1-x-0": "3 sets of 10 reps, lower for 3, pause 1, lift fast (seconds)",
    "3x10 @3-1-1-0": "3 sets of 10 reps, lower for 3, pause 1, lift for 1 (seconds)",
    "3x10, 3-X-1-2": "3 sets of 10 reps, lower for 3, no pause, lift for 1, pause 2 (seconds)",
    "3x10, lower fast, lift for 2, no pause (seconds)": "3 sets of 10 reps, lower fast, lift for 2, no pause (seconds)",
    "10 reps alternating each side": "10 reps each side, alternating sides",
    "10 reps each side alternate legs": "10 reps each side, alternating sides",
    "20 reps, alternate legs (10 each leg)": "20 reps, alternating sides (10 each side)",
    "3x10 on the left leg only": "3 sets of 10 reps on your left side",
    "3x10 right arm": "3 sets of 10 reps on your right side",
    "3x10/leg": "3 sets of 10 reps each side",
    "2x10 per arm": "2 sets of 10 reps each side",
    "2x10 on both sides": "2 sets of 10 reps each side",
    "holding each for 10 s x 4": "Hold for 10 seconds, 4 times",
    "10 reps, hold each for 2 deep breaths": "10 reps, hold for 2 breaths",
    "10 reps, hold 10s or 1 breath": "10 reps, hold 10 seconds or 1 breath",
    "10 reps, hold 10s or 2 slow breaths": "10 reps, hold 10 seconds or 2 breaths",
    "hold 10 s 1 time": "Hold for 10 seconds",
    "hold 10 s, 4 times": "Hold for 10 seconds, 4 times",
    "5 deep breaths x 2 sets": "2 sets of 5 slow breaths",
    "2 sets of 5 breath cycles": "2 sets of 5 slow breaths",
    "10 reps, 5 little pulses": "10 reps, then 5 small pulses",
    "10 reps, 5 pulses": "10 reps, then 5 small pulses",
    "3x8, resting for 90 s": "3 sets of 8 reps, rest 90 seconds between sets",
    "3x8, 2 mins rest between sets": "3 sets of 8 reps, rest 2 minutes between sets",
    "3x8 without rest": "3 sets of 8 reps, no rest between sets",
    "3x8, no rest": "3 sets of 8 reps, no rest between sets",
    "3 sets of as many as possible": "3 sets of as many reps as you can",
    "3x hold 10s": "Hold for 10 seconds, 3 times",
    "2 x amrap": "2 sets of as many reps as you can",
    "8 repetitions until fatigue in the last set": "8 reps, or as many as you can",
    "10 repetition": "10 reps",
    "2 x 20 m": "2 sets of 20 metres",
    "2 × 20 meters": "2 sets of 20 metres",
    "10 a side": "10 reps each side",
    "10 reps, 5 kilos": "10 reps, with 5 kg",
    "10 reps @ 5 kgs per hand": "10 reps, with 5 kg in each hand",
    "10 reps at 5 pounds a hand": "10 reps, with 5 lb in each hand",
    "10 reps with 5 lbs each hand": "10 reps, with 5 lb in each hand",
    "10 reps with 2.5-5 kilograms of assistance": "10 reps, with 2.5–5 kg of help",
    "10 reps at 70-80 % of your 1 RM": "10 reps, at 70–80% of the most you can lift once",
    "10 reps at 70% of the most you can lift once": "10 reps, at 70% of the most you can lift once",
    "10 reps at 8 RM": "10 reps, with the most you can lift for 8 reps",
    "10 reps, with the most you can lift for 1 rep": "10 reps, with the most you can lift for 1 rep",
    "10 reps bodyweight": "10 reps, with your body weight",
    "10 reps with body weight": "10 reps, with your body weight",
    "10 reps, no weight": "10 reps, with no weight",
    "10 reps, 2 in reserve": "10 reps, stop with 2 reps left",
    "10 reps, 2 reps in reserve": "10 reps, stop with 2 reps left",
    "10 reps, with 1 rep left": "10 reps, stop with 1 rep left",
    "10 reps effort 6": "10 reps, effort 6 out of 10",
    "10 reps effort 6 / 10": "10 reps, effort 6 out of 10",
    "10 reps, a red band": "10 reps, with the red band",
    "10 reps, green band": "10 reps, with the green band",
    "10 reps, a band (level 2)": "10 reps, with a band (level 2)",
    "10 reps, an Acme band (level 4)": "10 reps, with the Acme band (level 4)",
    "10 reps, the pink band (Best level 2).": "10 reps, with the pink band (Best level 2)",
}


@pytest.mark.parametrize(("typed", "text"), TYPED.items(), ids=TYPED)
def test_ways_to_say_it(typed: str, text: str) -> None:
    assert render(parse(typed)) == text


OFTEN = {
    "every second day": "Every other day",
    "alternate days": "Every other day",
    "every 3 days": "Every 3 days",
    "each day": "Every day",
    "daily": "Every day",
    "twice daily": "Twice a day, every day",
    "3x/day": "3 times a day, every day",
    "3 times per week": "3 times a week",
    "2-3 × weekly": "2–3 times a week",
    "once a wk": "Once a week",
    "Mondays, Tues and Thursday": "Mon, Tue, Thu",
    "on wednesdays/fridays": "Wed, Fri",
    "sat, sunday": "Sat, Sun",
    "Thur/Saturday": "Thu, Sat",
    "thurs, tuesday": "Tue, Thu",
    "twice a day, mon/wed": "Twice a day, Mon, Wed",
}


@pytest.mark.parametrize(("typed", "text"), OFTEN.items(), ids=OFTEN)
def test_ways_to_say_how_often(typed: str, text: str) -> None:
    assert render_frequency(parse_frequency(typed)) == text


TWICE, UNREAD = "This says the same thing twice", "We could not read this part"
GUESS = "Say how much each side, or an even number of reps"
ONE_FORM = "Choose one: times a week, every so many days, or weekdays"


@pytest.mark.parametrize(
    ("read", "text", "part", "message"),
    [
        (parse, "", "", "There is nothing to read"),
        (parse, "3 sets 5-6", "5-6", "Say what this number counts"),
        (parse, "10 reps, 12 reps", "12 reps", TWICE),
        (parse, "10 reps, hop; 3 sets", "hop", UNREAD),
        (parse, "10 reps, " + "x" * 50, "x" * 40, UNREAD),
        (parse, "x" * 501, "x" * 40, "This is longer than 500 letters"),
        (parse, "hold 30 s alternating", "hold 30 s alternating", GUESS),
        (parse, " 9-10 reps alternating ", "9-10 reps alternating", GUESS),
        (parse, "10-11 reps alternating", "10-11 reps alternating", GUESS),
        (parse, "20 reps, alternating (9 a side)", "alternating (9 a side)", "The sides do not add up to the reps"),
        (parse, "20 reps, alternating (10 a side), each side", "each side", TWICE),
        (parse, "Amount not stated, amount not stated", "amount not stated", TWICE),
        (parse, "8 reps, 5 kg of help per hand", "5 kg of help per hand", "Help is not given in each hand"),
        (parse, "pink band", "pink band", "Say the band’s level, like: with the pink band (level 2)"),
        (parse_frequency, "daily, 3 times a week", "3 times a week", TWICE),
        (parse_frequency, " mon, daily ", "mon, daily", ONE_FORM),
        (parse_frequency, "now and then", "now and then", UNREAD),
    ],
)
def test_what_is_said_of_a_part(read: Callable[[str], object], text: str, part: str, message: str) -> None:
    with pytest.raises(TextError) as refusal:
        read(text)
    assert (refusal.value.part, refusal.value.message) == (part, message)


def test_a_text_may_have_five_hundred_letters() -> None:
    assert parse("10 reps".ljust(500, ",")) == parse("10 reps")


def test_alternating_after_each_side_is_per_side() -> None:
    for text in ("10 reps alternating each side", "10 reps each side alternating"):
        assert (parse(text).side, parse(text).side_basis) == (Side.ALTERNATE, SideBasis.PER_SIDE)


def test_a_clause_that_takes_nothing_is_passed_over() -> None:
    def refuse(draft: Draft, match: re.Match[str]) -> None:
        raise AssertionError(match)

    assert scan("a", [clause("b?", refuse), clause("a", lambda draft, match: draft.state("a", 1, match))]) == {"a": 1}


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        (whole, "8", {"n": "8", "n_high": None}),
        (whole, "8-10", {"n": "8", "n_high": "10"}),
        (whole, "8 to 10", {"n": "8", "n_high": "10"}),
        (whole, "123456–654321", {"n": "123456", "n_high": "654321"}),
        (whole, "2.5", None),
        (whole, "1234567", None),
        (decimal, "2.5", {"n": "2.5", "n_high": None}),
        (decimal, "2.5—10.1234", {"n": "2.5", "n_high": "10.1234"}),
        (decimal, "2.12345", None),
        (time, "30s", {"n": "30", "n_high": None, "n_unit": "s"}),
        (time, "1-2 Minutes", {"n": "1", "n_high": "2", "n_unit": "Minutes"}),
        (time, "5 mins", {"n": "5", "n_high": None, "n_unit": "mins"}),
        (time, "5 secs", {"n": "5", "n_high": None, "n_unit": "secs"}),
        (time, "5 sets", None),
    ],
)
def test_a_number_and_a_time(pattern: Callable[[str], str], text: str, groups: dict[str, str | None] | None) -> None:
    match = re.match(pattern("n"), text, re.IGNORECASE)
    assert (match.groupdict() if match else None) == groups
