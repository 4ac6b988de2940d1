"""Reads a dosage, or how often, from English text: what `rendering` writes, and the shorthand people type.

Understood besides the rendered form: `3x8-10 each side hold 5s`, `2 x 30s`, `3x12 @ 5kg`, `20 min`, `10 s hold x 4`,
`tempo 31X0`, `2 RIR`, `70% 1RM`, `AMRAP`. `2 x 30s` is two sets of 30 seconds of continuous work; say "hold" for a
hold. Text that says nothing of sets means one set, as `render` leaves "1 set of" out; "sets not stated" means that.
"""

from .dosage import Dosage, Side, SideBasis
from .frequency import Frequency
from .parsing_amount import FIRST, LAST
from .parsing_extras import CLAUSES as EXTRAS
from .parsing_frequency import CLAUSES as FREQUENCY
from .parsing_frequency import frequency_from_draft
from .parsing_scan import Draft, scan
from .problems import TextError

__all__ = ["parse", "parse_frequency"]

DOSAGE = FIRST + EXTRAS + LAST


def parse(text: str) -> Dosage:
    """The dosage the text says. Raises `TextError` with the part not understood. Rules V1 to V13 are not checked."""
    draft = scan(text, DOSAGE)
    draft.pop("amount_not_stated", None)
    _settle_alternation(draft, text)
    draft.setdefault("sets", (1, 1))
    return Dosage(**draft)  # type: ignore[arg-type]  # the clauses state each field in its own type


def _settle_alternation(draft: Draft, text: str) -> None:
    """ "20 reps, alternating sides" alone means 20 altogether; an odd number or a hold would be a guess."""
    if draft.get("side") is not Side.ALTERNATE or "side_basis" in draft:
        return
    repetitions = draft.get("repetitions")
    if not isinstance(repetitions, tuple) or any(end % 2 for end in repetitions):
        raise TextError(text.strip(), "Say how much each side, or an even number of reps")
    draft["side_basis"] = SideBasis.TOTAL


def parse_frequency(text: str) -> Frequency:
    """How often the text says: `2–3 times a week`, `twice a day, every day`, `Mon, Wed, Fri`. Raises `TextError`."""
    return frequency_from_draft(scan(text, FREQUENCY), text)
