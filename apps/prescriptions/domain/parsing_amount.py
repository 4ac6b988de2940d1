"""Clauses for sets, work, hold, side and rest of a dosage."""

import re

from .dosage import Side, SideBasis
from .parsing_scan import Clause, Draft, clause, read_time, read_whole, time, whole
from .problems import TextError

BREATHS = r"(?:slow |deep )?breaths?(?: cycles?)?\b"
AFTER_TIMES = r"(?:(?<=[x×])|(?<=[x×] ))"
PER_SIDE = r"(?:(?:on )?(?:each|per|both) (?:sides?|legs?|arms?)|an? (?:side|leg|arm)|/ ?(?:side|leg|arm))\b"


def _sets(draft: Draft, match: re.Match[str]) -> None:
    draft.state("sets", read_whole(match, "n"), match)


def _bare_number(draft: Draft, match: re.Match[str]) -> None:
    raise TextError(match[0], "Say what this number counts")


def _repetitions(draft: Draft, match: re.Match[str]) -> None:
    draft.state("repetitions", read_whole(match, "n"), match)


def _duration(draft: Draft, match: re.Match[str]) -> None:
    draft.state("duration_seconds", read_time(match, "t"), match)


def _distance(draft: Draft, match: re.Match[str]) -> None:
    draft.state("distance_metres", read_whole(match, "n"), match)


def _breaths(draft: Draft, match: re.Match[str]) -> None:
    draft.state("breaths", read_whole(match, "b"), match)


def _hold(draft: Draft, match: re.Match[str]) -> None:
    draft.state("hold_seconds", read_time(match, "t"), match)
    if match.groupdict().get("b"):
        _breaths(draft, match)


def _rest(draft: Draft, match: re.Match[str]) -> None:
    draft.state("rest_seconds", read_time(match, "t"), match)


def _no_rest(draft: Draft, match: re.Match[str]) -> None:
    draft.state("rest_seconds", (0, 0), match)


def _fatigue(draft: Draft, match: re.Match[str]) -> None:
    draft.state("to_fatigue", True, match)


def _pulses(draft: Draft, match: re.Match[str]) -> None:
    draft.state("pulses", int(match["pulses"]), match)


def _each_side(draft: Draft, match: re.Match[str]) -> None:
    if draft.get("side") is Side.ALTERNATE and "side_basis" not in draft:
        draft["side_basis"] = SideBasis.PER_SIDE
    else:
        draft.state("side", Side.EACH, match)


def _one_side(draft: Draft, match: re.Match[str]) -> None:
    draft.state("side", Side(match["side"].lower()), match)


def _alternating(draft: Draft, match: re.Match[str]) -> None:
    if draft.get("side") is Side.EACH:
        draft["side"], draft["side_basis"] = Side.ALTERNATE, SideBasis.PER_SIDE
    else:
        draft.state("side", Side.ALTERNATE, match)


def _alternating_total(draft: Draft, match: re.Match[str]) -> None:
    total, half = draft.get("repetitions"), read_whole(match, "n")
    if total != (half[0] * 2, half[1] * 2):
        raise TextError(match[0], "The sides do not add up to the reps")
    draft.state("side", Side.ALTERNATE, match)
    draft.state("side_basis", SideBasis.TOTAL, match)


def _sets_unknown(draft: Draft, match: re.Match[str]) -> None:
    draft.state("sets", None, match)


def _amount_unknown(draft: Draft, match: re.Match[str]) -> None:
    draft.state("amount_not_stated", True, match)


FIRST: tuple[Clause, ...] = (
    clause(r"as (?:many|long)(?: reps)? as (?:you can|possible)(?: in the last set)?\b", _fatigue),
    clause(r"(?:to|until) fatigue(?: in the last set)?\b|amrap\b", _fatigue),
    clause(r"sets not stated\b", _sets_unknown),
    clause(r"amount not stated\b", _amount_unknown),
    clause(r"(?:no|without) rest(?: between sets)?\b", _no_rest),
    clause(rf"rest(?:ing)?(?: for)? {time('t')}(?: between sets)?", _rest),
    clause(rf"{time('t')} rest(?: between sets)?\b", _rest),
    clause(rf"hold(?:ing)?(?: each)?(?: for)? {time('t')}(?: or {whole('b')} {BREATHS})?", _hold),
    clause(rf"hold(?:ing)?(?: each)?(?: for)? {whole('b')} {BREATHS}", _breaths),
    clause(rf"{time('t')} holds?\b", _hold),
    clause(r"(?P<pulses>\d{1,6}) (?:small |little )?pulses?\b", _pulses),
    clause(rf"alternat(?:ing|e)(?: sides?| legs?| arms?)? \({whole('n')} {PER_SIDE}\)", _alternating_total),
    clause(r"alternat(?:ing|e)(?: sides?| legs?| arms?)?\b", _alternating),
    clause(PER_SIDE, _each_side),
    clause(r"(?:on )?(?:your |the )?(?P<side>left|right)(?: side| leg| arm)?(?: only)?\b", _one_side),
)

LAST: tuple[Clause, ...] = (
    clause(rf"{whole('n')} sets?\b", _sets),
    clause(rf"{whole('n')} ?[x×](?= ?(?:\d|as\b|amrap|hold))", _sets),
    clause(rf"[x×] ?{whole('n')}(?: times| sets)?\b", _sets),
    clause(rf"{whole('n')} times\b", _sets),
    clause(r"(?P<n>1)(?P<n_high>) time\b", _sets),
    clause(rf"{whole('n')} ?(?:reps?|repetitions?)\b", _repetitions),
    clause(rf"{whole('b')} {BREATHS}", _breaths),
    clause(time("t"), _duration),
    clause(rf"{whole('n')} ?(?:m|metres?|meters?)\b", _distance),
    clause(rf"{AFTER_TIMES}{whole('n')}", _repetitions),
    clause(rf"{whole('n')}(?= ?{PER_SIDE})", _repetitions),
    clause(whole("n"), _bare_number),
)
