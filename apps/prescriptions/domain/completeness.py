"""How completely a prescription is described, by the Consensus on Exercise Reporting Template (CERT [S9], clinical.md
section 1). A quiet meter: nothing is refused for it; what must be there is checked by the rules V1 to V14.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .words import ENGLISH, Words

# What a therapist writes in words, because nothing else on the page says it.
TEXTS = (
    *("provider", "supervision", "motivation", "progression_rule"),
    *("other_parts", "tailoring_note", "starting_level", "fidelity_plan"),
)
LONGEST_TEXT = 300
# What only time can bring: it is kept by itself once there are sessions.
BY_ITSELF = frozenset({"progression_record", "fidelity_actual"})


@dataclass(frozen=True, slots=True)
class Described:
    """What a prescription says, item by item: True where it is said. Texts count when they are not blank.

    Items that this product always holds (dosage, log, decisions, reports of harm) are facts of the plan and arrive
    as True when the plan has any.
    """

    equipment: bool = False
    provider: bool = False
    delivery_format: bool = False
    supervision: bool = False
    adherence: bool = False
    motivation: bool = False
    progression_rule: bool = False
    progression_record: bool = False
    replicable: bool = False
    home_part: bool = False
    other_parts: bool = False
    adverse_events: bool = False
    setting: bool = False
    dosage: bool = False
    tailored: bool = False
    tailoring_note: bool = False
    starting_level: bool = False
    fidelity_plan: bool = False
    fidelity_actual: bool = False


@dataclass(frozen=True, slots=True)
class CertItem:
    number: str
    field: str
    label: str
    present: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """`items` are the parts of CERT's sixteen points, such as 7a and 7b."""

    items: tuple[CertItem, ...]

    @property
    def present(self) -> tuple[CertItem, ...]:
        return tuple(item for item in self.items if item.present)

    @property
    def missing(self) -> tuple[CertItem, ...]:
        return tuple(item for item in self.items if not item.present)

    @property
    def points(self) -> int:
        return len({item.number.rstrip("ab") for item in self.items})

    @property
    def points_present(self) -> int:
        """A point of two parts is there when both are."""
        return self.points - len({item.number.rstrip("ab") for item in self.missing})

    @property
    def share(self) -> float:
        return len(self.present) / len(self.items)


def cert_completeness(described: Described, words: Words = ENGLISH, *, before_it_runs: bool = False) -> Completeness:
    """The 16 points of CERT in their 19 parts, each present or missing. Before a plan runs, what only time can bring
    is left out.
    """
    return Completeness(
        tuple(
            CertItem(number, field, label, bool(getattr(described, field)))
            for number, field, label in _labels(words.gettext)
            if not (before_it_runs and field in BY_ITSELF)
        )
    )


def _labels(gettext: Callable[[str], str]) -> list[tuple[str, str, str]]:
    return [
        ("1", "equipment", gettext("What equipment is needed")),
        ("2", "provider", gettext("Who gives it, and their training")),
        ("3", "delivery_format", gettext("Alone or in a group")),
        ("4", "supervision", gettext("With or without supervision, and how it is delivered")),
        ("5", "adherence", gettext("How adherence is measured")),
        ("6", "motivation", gettext("What helps the client keep at it")),
        ("7a", "progression_rule", gettext("When it gets harder")),
        ("7b", "progression_record", gettext("How it was made harder")),
        ("8", "replicable", gettext("Each exercise described so that another could do it")),
        ("9", "home_part", gettext("What is done at home")),
        ("10", "other_parts", gettext("Parts besides exercise, like education")),
        ("11", "adverse_events", gettext("How harm is reported, and what was")),
        ("12", "setting", gettext("Where it is done")),
        ("13", "dosage", gettext("How much of each exercise")),
        ("14a", "tailored", gettext("The same for all or made for this client")),
        ("14b", "tailoring_note", gettext("How it was made to fit")),
        ("15", "starting_level", gettext("How the starting level was found")),
        ("16a", "fidelity_plan", gettext("How it is checked that it is done as meant")),
        ("16b", "fidelity_actual", gettext("How far it was done as meant")),
    ]
