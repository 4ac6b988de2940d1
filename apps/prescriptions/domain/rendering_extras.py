"""The parts of a rendered dosage after the work: hold, fatigue, pulses, tempo, load, effort, rest."""

from decimal import Decimal

from .dosage import BandLevel, Dosage, Effort, EffortScale, Load, LoadKind, LoadUnit, carries_hold
from .reading import Range
from .rendering_work import ONE, hold_time
from .words import Words, decimal_span, listing, plural, span

COMMON_BAND_ORDER = ("yellow", "red", "green", "blue", "black", "silver", "gold")


def hold_phrase(dosage: Dosage, words: Words) -> str:
    carried = carries_hold(dosage)
    hold = dosage.hold_seconds if carried else None
    breaths = dosage.breaths if carried or dosage.hold_seconds is not None else None
    if hold is not None and breaths is not None:
        message = words.ngettext("hold {time} or {breaths} breath", "hold {time} or {breaths} breaths", plural(breaths))
        return message.format(time=hold_time(hold, words), breaths=span(breaths))
    if breaths is not None:
        message = words.ngettext("hold for {breaths} breath", "hold for {breaths} breaths", plural(breaths))
        return message.format(breaths=span(breaths))
    return words.gettext("hold {time}").format(time=hold_time(hold, words)) if hold is not None else ""


def fatigue_phrase(dosage: Dosage, words: Words) -> str:
    timed = dosage.hold_seconds is not None or dosage.breaths is not None
    if not dosage.to_fatigue or not (carries_hold(dosage) or timed):
        return ""
    if dosage.sets in (None, ONE):
        if dosage.repetitions is not None:
            return words.gettext("or as many as you can")
        return words.gettext("or as long as you can")
    if dosage.repetitions is not None:
        return words.gettext("as many as you can in the last set")
    return words.gettext("as long as you can in the last set")


def pulses_phrase(pulses: int | None, words: Words) -> str:
    if pulses is None:
        return ""
    return words.ngettext("then {pulses} small pulse", "then {pulses} small pulses", pulses).format(pulses=pulses)


def tempo_phrase(tempo: str | None, words: Words) -> str:
    """`lower for 3, pause 1, lift for 1 (seconds)`. A pause of 0 is left out; X means as fast as you safely can."""
    if tempo is None:
        return ""
    parts = tempo.split("-")
    if len(parts) != 4:
        return words.gettext("tempo {tempo}").format(tempo=tempo)
    lower, low_pause, lift, high_pause = parts
    moves = [
        words.gettext("lower fast") if lower == "X" else words.gettext("lower for {count}").format(count=lower),
        _pause(low_pause, words),
        words.gettext("lift fast") if lift == "X" else words.gettext("lift for {count}").format(count=lift),
        _pause(high_pause, words),
    ]
    return words.gettext("{moves} (seconds)").format(moves=listing(moves, words))


def _pause(count: str, words: Words) -> str:
    if count == "X":
        return words.gettext("no pause")
    return "" if count == "0" else words.gettext("pause {count}").format(count=count)


def load_phrase(load: Load | None, words: Words) -> str:
    if load is None:
        return ""
    if load.kind is LoadKind.BAND:
        return _band(load.band, words)
    if load.kind is LoadKind.BODYWEIGHT:
        return words.gettext("with your body weight")
    if load.kind is LoadKind.NONE:
        return words.gettext("with no weight")
    return _weight(load, load.value, words) if load.value is not None else ""


def _weight(load: Load, amount: tuple[Decimal, Decimal], words: Words) -> str:
    value = decimal_span(amount)
    if load.kind is LoadKind.PERCENT_1RM:
        return words.gettext("at {value}% of the most you can lift once").format(value=value)
    if load.kind is LoadKind.RM:
        count = plural((int(amount[0]), int(amount[1])))
        message = words.ngettext(
            "with the most you can lift for {value} rep", "with the most you can lift for {value} reps", count
        )
        return message.format(value=value)
    weight = _in_unit(value, load.unit, words)
    if load.kind is LoadKind.ASSIST:
        return words.gettext("with {weight} of help").format(weight=weight)
    if load.per_hand:
        return words.gettext("with {weight} in each hand").format(weight=weight)
    return words.gettext("with {weight}").format(weight=weight)


def _in_unit(value: str, unit: LoadUnit | None, words: Words) -> str:
    if unit is LoadUnit.LB:
        return words.gettext("{value} lb").format(value=value)
    return words.gettext("{value} kg").format(value=value) if unit is LoadUnit.KG else value


def common_order(label: str) -> int | None:
    """The usual place of a colour, lightest 1. Makers differ, so anything unusual is said in full."""
    return COMMON_BAND_ORDER.index(label) + 1 if label in COMMON_BAND_ORDER else None


def _band(band: BandLevel | None, words: Words) -> str:
    if band is None:
        return words.gettext("with a band")
    if band.brand and band.label:
        message = words.gettext("with the {label} band ({brand} level {order})")
    elif band.brand:
        message = words.gettext("with a band ({brand} level {order})")
    elif common_order(band.label) == band.order:
        message = words.gettext("with the {label} band")
    elif band.label:
        message = words.gettext("with the {label} band (level {order})")
    else:
        message = words.gettext("with a band (level {order})")
    return message.format(label=band.label, brand=band.brand, order=band.order)


def effort_phrase(effort: Effort | None, words: Words) -> str:
    if effort is None or effort.scale is None or effort.range is None:
        return ""
    if effort.scale is EffortScale.REPS_IN_RESERVE:
        message = words.ngettext("stop with {count} rep left", "stop with {count} reps left", plural(effort.range))
        return message.format(count=span(effort.range))
    return words.gettext("effort {effort} out of 10").format(effort=span(effort.range))


def rest_phrase(rest: Range | None, words: Words) -> str:
    if rest is None:
        return ""
    if rest == (0, 0):
        return words.gettext("no rest between sets")
    return words.gettext("rest {time} between sets").format(time=hold_time(rest, words))
