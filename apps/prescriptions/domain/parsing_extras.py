"""Clauses for tempo, load and effort of a dosage."""

import re

from .dosage import BandLevel, Effort, EffortScale, Load, LoadKind, LoadUnit
from .parsing_scan import Clause, Draft, clause, decimal, read_decimal, read_whole, whole
from .problems import TextError
from .rendering_extras import common_order

MOVE = r"(?:\d{1,2}|X)"
WITH = r"(?:with |at |@ ?)?"
UNIT = r"(?P<unit>kgs?|kilos?|kilograms?|lbs?|pounds?)\b"
BAND_END = r"(?=\s*(?:$|[,;.]))"


def _tempo_words(draft: Draft, match: re.Match[str]) -> None:
    parts = (match["lower"] or "X", _pause(match, "low"), match["lift"] or "X", _pause(match, "high"))
    draft.state("tempo", "-".join(parts), match)


def _pause(match: re.Match[str], name: str) -> str:
    if match[name] is None:
        return "0"
    return match[f"{name}_count"] or "X"


def _tempo_code(draft: Draft, match: re.Match[str]) -> None:
    draft.state("tempo", match["tempo"].upper(), match)


def _tempo_digits(draft: Draft, match: re.Match[str]) -> None:
    draft.state("tempo", "-".join(match["tempo"].upper()), match)


def _weight(draft: Draft, match: re.Match[str]) -> None:
    unit = LoadUnit.KG if match["unit"].lower().startswith("k") else LoadUnit.LB
    kind = LoadKind.ASSIST if match["help"] else LoadKind.EXTERNAL
    load = Load(kind, read_decimal(match, "d"), unit, per_hand=match["hand"] is not None)
    if load.per_hand and kind is LoadKind.ASSIST:
        raise TextError(match[0], "Help is not given in each hand")
    draft.state("load", load, match)


def _percent(draft: Draft, match: re.Match[str]) -> None:
    draft.state("load", Load(LoadKind.PERCENT_1RM, read_decimal(match, "d")), match)


def _repetition_maximum(draft: Draft, match: re.Match[str]) -> None:
    draft.state("load", Load(LoadKind.RM, read_decimal(match, "d")), match)


def _bodyweight(draft: Draft, match: re.Match[str]) -> None:
    draft.state("load", Load(LoadKind.BODYWEIGHT), match)


def _no_load(draft: Draft, match: re.Match[str]) -> None:
    draft.state("load", Load(LoadKind.NONE), match)


def _band_with_level(draft: Draft, match: re.Match[str]) -> None:
    groups = match.groupdict()
    band = BandLevel(groups.get("brand") or "", int(groups["order"]), groups.get("label") or "")
    draft.state("load", Load(LoadKind.BAND, band=band), match)


def _band_by_colour(draft: Draft, match: re.Match[str]) -> None:
    label = match["label"].lower()
    order = common_order(label)
    if order is None:
        raise TextError(match[0], "Say the band’s level, like: with the pink band (level 2)")
    draft.state("load", Load(LoadKind.BAND, band=BandLevel("", order, label)), match)


def _reserve(draft: Draft, match: re.Match[str]) -> None:
    draft.state("effort", Effort(EffortScale.REPS_IN_RESERVE, read_whole(match, "n")), match)


def _effort(draft: Draft, match: re.Match[str]) -> None:
    draft.state("effort", Effort(EffortScale.EFFORT10, read_whole(match, "n")), match)


LEVEL = r"\((?:(?P<brand>[^(),;]+) )?level (?P<order>\d{1,3})\)"

CLAUSES: tuple[Clause, ...] = (
    clause(
        r"lower (?:for (?P<lower>\d{1,2})|fast)(?P<low>, (?:pause (?P<low_count>\d{1,2})|no pause))?"
        r", lift (?:for (?P<lift>\d{1,2})|fast)(?P<high>, (?:pause (?P<high_count>\d{1,2})|no pause))?"
        r" \(seconds\)",
        _tempo_words,
    ),
    clause(rf"(?:tempo |@ ?)?(?P<tempo>{MOVE}-{MOVE}-{MOVE}-{MOVE})(?![\w-])", _tempo_code),
    clause(r"tempo (?P<tempo>[\dX]{4})\b", _tempo_digits),
    clause(rf"(?:stop )?with {whole('n')} reps? left\b", _reserve),
    clause(rf"{whole('n')} (?:(?:reps? )?in reserve|rir)\b", _reserve),
    clause(rf"effort {whole('n')}(?: out of 10\b| ?/ ?10\b)?", _effort),
    clause(rf"{WITH}{decimal('d')} ?% of the most you can lift once\b", _percent),
    clause(rf"{WITH}{decimal('d')} ?%(?: of)?(?: your)? ?1 ?rm\b", _percent),
    clause(rf"with the most you can lift for {whole('d')} reps?\b", _repetition_maximum),
    clause(rf"{WITH}{whole('d')} ?rm\b", _repetition_maximum),
    clause(
        rf"{WITH}{decimal('d')} ?{UNIT}(?P<help> of (?:help|assistance)\b)?(?P<hand> (?:in each|per|each|a) hand\b)?",
        _weight,
    ),
    clause(r"with (?:your )?body ?weight\b|body ?weight\b", _bodyweight),
    clause(r"(?:with )?no weight\b", _no_load),
    clause(rf"(?:with )?an? band {LEVEL}{BAND_END}", _band_with_level),
    clause(rf"(?:with )?(?:the |an? )?(?P<label>[^(),;]+?) band {LEVEL}{BAND_END}", _band_with_level),
    clause(rf"(?:with )?(?:the |an? )?(?P<label>[^\W\d]+) band{BAND_END}", _band_by_colour),
)
