"""What clients are asked, word for word. A wording that people have answered is never edited: add the next version.

An answer holds for the version that was read. When the words change, the question is open again.
"""

from dataclasses import dataclass

from apps.accounts.vocabulary import ConsentKind


@dataclass(frozen=True)
class Wording:
    version: int
    title: str
    text: str


# Not a choice: without the record there is no care. So it is told, and not asked.
CARE = Wording(
    1,
    "Keep and use my exercise record",
    "Your clinic keeps your plan and what you log, because it treats you and the law says it must keep a record. "
    "You don’t have to agree to this, and it can’t be turned off here. You can ask for a copy at any time.",
)
WORDINGS: dict[str, tuple[Wording, ...]] = {
    ConsentKind.REMINDERS: (
        Wording(
            1,
            "Send me reminders by e-mail",
            "Your clinic may send you a short e-mail when a session is due. "
            "It never says what your exercises are for. If you turn this off, the e-mails stop at once.",
        ),
    ),
    ConsentKind.QUALITY: (
        Wording(
            1,
            "Use my numbers without my name",
            "Your clinic may count your sessions and pain scores together with those of other people, to check how "
            "well its plans work. Your name is not used. If you turn this off, your numbers are left out at once. "
            "Your care stays the same.",
        ),
    ),
}


def current(kind: str) -> Wording:
    return WORDINGS[kind][-1]


def wording(kind: str, version: int) -> Wording:
    """The words that were shown. Raises KeyError for a version that never was."""
    for found in WORDINGS[kind]:
        if found.version == version:
            return found
    raise KeyError(version)
