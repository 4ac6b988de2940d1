"""The numbers of the rules as a form: each in words, with its source, and with where it comes from when left empty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms

from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.settings import LIMITS, SHARES, Settings, settings_from_json

THOMEE = "Source: Thomeé’s pain-monitoring model, as used in NEMEX."
TWO_FOR_TWO = "Source: the 2-for-2 rule."
EMPOWER = "Source: the EMPoweR home programme."
ACSM = "Source: ACSM 2009, 2 to 10 %."
OURS = "Source: our own cautious default."


class Words(NamedTuple):
    label: str
    source: str


GROUPS: dict[str, dict[str, Words]] = {
    "Pain, from 0 to 10": {
        "usual_pain": Words("Pain as usual", "Set for each client by the therapist."),
        "safe_pain": Words("Pain up to this is safe", THOMEE),
        "accept_pain": Words("Pain up to this is acceptable", THOMEE),
        "stop_pain": Words("Pain from this on stops the exercise", OURS),
        "settle_tolerance": Words("Next day: how much above usual still counts as settled", THOMEE),
    },
    "Moving up": {
        "success_sessions": Words("Good sessions in a row before moving up", TWO_FOR_TWO),
        "margin": Words("Reps that could have been done beyond the target", TWO_FOR_TWO),
        "effort_hard": Words("Effort from this on is too hard, 0 to 10", OURS),
        "min_days_between_advances": Words("Days between two moves up", OURS),
        "load_confirm_percent": Words("A load step above this always waits for you, in %", ACSM),
        "adherence_advance": Words("Share of sessions done before the plan moves on, in %", OURS),
    },
    "Staying and stepping back": {
        "underperform_sessions": Words("Sessions that were too much before stepping back", EMPOWER),
        "stay_days": Words("Days that a held step repeats", OURS),
        "max_stays": Words("Holds in a row before you are asked", OURS),
        "gap_stay": Words("Days without the exercise: stay from", OURS),
        "gap_regress": Words("Days without the exercise: step back from", OURS),
        "gap_review": Words("Days without the exercise: ask the therapist from", OURS),
    },
    "What the client may choose": {
        "client_swaps": Words("Easier exercises, one after another, that the client may swap to by themselves", OURS),
    },
    "What counts, and what asks you to look": {
        "session_counts_at": Words("A session counts when this much was done, in %", OURS),
        "adherence_flag": Words("Ask to look below this share of sessions, in %", OURS),
        "missed_weeks_flag": Words("Ask to look after so many empty weeks", OURS),
        "review_every_weeks": Words("Ask to look at an open plan every so many weeks", OURS),
        "asymmetry": Words("Sides differ by more than this, in %", OURS),
        "asymmetry_sessions": Words("Sessions in a row in which the sides differ", OURS),
        "backfill_days": Words("Days in which clients may log late or correct", OURS),
    },
}
LABELS = {name: words.label for group in GROUPS.values() for name, words in group.items()}
OF_EXERCISE = (
    *("usual_pain", "safe_pain", "accept_pain", "stop_pain", "settle_tolerance", "success_sessions", "margin"),
    *("effort_hard", "min_days_between_advances", "load_confirm_percent", "underperform_sessions"),
    *("gap_stay", "gap_regress", "gap_review", "asymmetry", "asymmetry_sessions", "client_swaps"),
)


@dataclass(frozen=True)
class Inherited:
    """What holds when a field is left empty, and whose word that is, by the name of the setting."""

    settings: Settings
    origins: Mapping[str, str]

    def words(self, name: str) -> str:
        value = getattr(self.settings, name)
        return f"{_shown(name, value)}, from {self.origins.get(name, 'Reprise’s defaults')}"


class LimitsForm(forms.Form):
    """`own` is what this level says itself; `names` the settings that can be set here."""

    def __init__(self, *args: Any, own: Mapping[str, Any], inherited: Inherited, names: tuple[str, ...], **more: Any):
        super().__init__(*args, **more)
        self.inherited, self.names = inherited, names
        for group in GROUPS.values():
            for name, words in group.items():
                if name in names:
                    self.fields[name] = _field(name, words, inherited, own.get(name))

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        told = {name: values[name] for name in self.names if values.get(name) is not None}
        self.own = {name: value / 100 if name in SHARES else value for name, value in told.items()}
        try:
            settings_from_json(self.own, self.inherited.settings)
        except BadValue as bad:
            for problem in bad.problems:
                name = problem.field if problem.field in self.fields else None
                self.add_error(name, _named(problem.message))
        return values

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        for title, group in GROUPS.items():
            fields = [self[name] for name in group if name in self.fields]
            if fields:
                yield title, fields


def _field(name: str, words: Words, inherited: Inherited, own: Any) -> forms.Field:
    low, high = (0, 100) if name in SHARES else LIMITS[name]
    empty = _shown(name, getattr(inherited.settings, name))
    return forms.IntegerField(
        label=words.label,
        required=False,
        min_value=low,
        max_value=high,
        initial=None if own is None else _shown(name, own),
        help_text=f"Empty: {inherited.words(name)}. {words.source}",
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": empty}),
    )


def _shown(name: str, value: Any) -> int:
    return round(value * 100) if name in SHARES else int(value)


def _named(message: str) -> str:
    """A contradiction names the other setting: in its words, not by its key."""
    for name in sorted(LABELS, key=len, reverse=True):
        message = message.replace(name, f"“{LABELS[name]}”")
    return f"This {message}." if not message.endswith(".") else message
