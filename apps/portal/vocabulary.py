"""The codes of a session log, and plain words for them: one wording for the phone and the therapist."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    PAIN = "pain"
    TIRED = "tired"
    NO_TIME = "no_time"
    NO_KIT = "no_kit"
    UNSURE = "unsure"
    OTHER = "other"


class EntrySide(StrEnum):
    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    EACH = "each"
    ALTERNATE = "alternate"


class RedFlag(StrEnum):
    CHEST_PAIN = "chest_pain"
    BREATHLESS = "breathless"
    FAINTED = "fainted"
    SUDDEN_WEAKNESS = "sudden_weakness"
    SADDLE_NUMBNESS = "saddle_numbness"
    BLADDER_BOWEL = "bladder_bowel"
    LEG_WEAKNESS = "leg_weakness"
    NEW_NUMBNESS = "new_numbness"
    HOT_SWOLLEN = "hot_swollen"
    DIZZY = "dizzy"
    FALL = "fall"


OUTCOME_WORDS: dict[str, str] = {
    Outcome.DONE: "Done as planned",
    Outcome.PARTLY: "Did some of it",
    Outcome.SKIPPED: "Not this time",
}
REASON_WORDS: dict[str, str] = {
    SkipReason.PAIN: "It hurt",
    SkipReason.TIRED: "Too tired",
    SkipReason.NO_TIME: "No time",
    SkipReason.NO_KIT: "Didn’t have the kit",
    SkipReason.UNSURE: "Not sure how to do it",
    SkipReason.OTHER: "Another reason",
}
# The five answers to "How hard was it?", spread over the 0 to 10 of the rules.
EFFORT_WORDS: dict[int, str] = {1: "Very easy", 3: "Easy", 5: "About right", 7: "Hard", 9: "Too hard"}
RED_FLAG_WORDS: dict[str, str] = {
    RedFlag.CHEST_PAIN: "Chest pain or pressure, or pain spreading to my jaw or arm",
    RedFlag.BREATHLESS: "Very short of breath",
    RedFlag.FAINTED: "I fainted",
    RedFlag.SUDDEN_WEAKNESS: "Sudden weakness, a drooping face or trouble speaking",
    RedFlag.SADDLE_NUMBNESS: "New numbness between my legs",
    RedFlag.BLADDER_BOWEL: "New trouble passing or holding pee or poo",
    RedFlag.LEG_WEAKNESS: "New weakness in both legs",
    RedFlag.NEW_NUMBNESS: "New numbness or tingling",
    RedFlag.HOT_SWOLLEN: "A hot, swollen or red calf or joint",
    RedFlag.DIZZY: "Dizzy",
    RedFlag.FALL: "I fell",
}
# The same signs as advice, on the help page.
CALL_NOW_ADVICE = (
    "Chest pain or pressure, or pain that spreads to your jaw or arm",
    "You are very short of breath",
    "You faint",
    "Sudden weakness, a drooping face or trouble speaking",
)
GO_NOW_ADVICE = (
    "New numbness between your legs",
    "New trouble passing or holding pee or poo",
    "New weakness in both legs",
)
TELL_ADVICE = (
    "Pain above 5 out of 10 that does not ease",
    "New numbness or tingling",
    "A hot, swollen or red calf or joint",
    "You feel dizzy",
    "You had a fall",
)
CALL_NOW = (RedFlag.CHEST_PAIN, RedFlag.BREATHLESS, RedFlag.FAINTED, RedFlag.SUDDEN_WEAKNESS)
GO_NOW = (RedFlag.SADDLE_NUMBNESS, RedFlag.BLADDER_BOWEL, RedFlag.LEG_WEAKNESS)
FLAG_WORDS: dict[str, str] = {
    "plan_ended": "Done after the plan’s last day",
    "plan_stopped": "Done after the plan was stopped",
    "before_start": "Done before the plan’s first day",
    "exercise_removed": "Names an exercise that is not in the plan",
    "odd_date": "The date looks odd",
    "future_date": "The date is in the future",
    "clock_skew": "The phone’s clock was wrong",
    "late_correction": "Corrected late",
    "original_missing": "Corrects a session that has not arrived",
    "unknown_zone": "The time zone is not known here",
}


def urgency(signs: Iterable[str]) -> str:
    """call: ring the emergency number; go: emergency care today; tell: the clinic; empty: no warning sign."""
    told = set(signs)
    if told & set(CALL_NOW):
        return "call"
    if told & set(GO_NOW):
        return "go"
    return "tell" if told else ""


def effort_word(effort: int | None) -> str:
    """The nearest of the five answers; empty when not told."""
    if effort is None:
        return ""
    return EFFORT_WORDS[min(EFFORT_WORDS, key=lambda value: (abs(value - effort), value))]


def pain_word(pain: int | None) -> str:
    if pain is None:
        return ""
    return "none" if pain == 0 else "mild" if pain <= 3 else "moderate" if pain <= 6 else "severe"
