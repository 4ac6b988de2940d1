"""The first part of a rendered dosage: sets, work and side."""

from .dosage import Dosage, Side, SideBasis, carries_hold
from .reading import Range
from .words import Words, plural, span

MINUTE = 60
HOLD_IN_MINUTES_FROM = 2 * MINUTE
ONE = (1, 1)


def main_phrase(dosage: Dosage, words: Words) -> str:
    if dosage.hold_seconds is not None and not carries_hold(dosage):
        return with_side(_hold_alone(dosage.hold_seconds, dosage.sets or ONE, words), dosage, words)
    work = _work(dosage, words)
    if dosage.sets is None or (work and dosage.sets == ONE):
        return with_side(work, dosage, words)
    return with_side(_in_sets(dosage.sets, work, words), dosage, words)


def _in_sets(sets: Range, work: str, words: Words) -> str:
    if not work:
        return words.ngettext("{sets} set", "{sets} sets", plural(sets)).format(sets=span(sets))
    message = words.ngettext("{sets} set of {work}", "{sets} sets of {work}", plural(sets))
    return message.format(sets=span(sets), work=work)


def _work(dosage: Dosage, words: Words) -> str:
    if dosage.repetitions is not None:
        return _repetitions(dosage.repetitions, dosage.distance_metres, words)
    if dosage.duration_seconds is not None:
        return timespan(dosage.duration_seconds, words)
    if dosage.distance_metres is not None:
        return metres(dosage.distance_metres, words)
    if dosage.breaths is not None:
        message = words.ngettext("{breaths} slow breath", "{breaths} slow breaths", plural(dosage.breaths))
        return message.format(breaths=span(dosage.breaths))
    return words.gettext("as many reps as you can") if dosage.to_fatigue else ""


def _repetitions(count: Range, distance: Range | None, words: Words) -> str:
    if distance is not None:
        message = words.ngettext("{count} rep of {distance}", "{count} reps of {distance}", plural(count))
        return message.format(count=span(count), distance=metres(distance, words))
    return words.ngettext("{count} rep", "{count} reps", plural(count)).format(count=span(count))


def timespan(seconds: Range, words: Words, minutes_from: int = MINUTE) -> str:
    """Whole minutes from `minutes_from` seconds on, else seconds."""
    if all(end >= minutes_from and end % MINUTE == 0 for end in seconds):
        minutes = (seconds[0] // MINUTE, seconds[1] // MINUTE)
        return words.ngettext("{minutes} minute", "{minutes} minutes", plural(minutes)).format(minutes=span(minutes))
    return words.ngettext("{seconds} second", "{seconds} seconds", plural(seconds)).format(seconds=span(seconds))


def hold_time(seconds: Range, words: Words) -> str:
    return timespan(seconds, words, HOLD_IN_MINUTES_FROM)


def metres(distance: Range, words: Words) -> str:
    return words.ngettext("{metres} metre", "{metres} metres", plural(distance)).format(metres=span(distance))


def _hold_alone(hold: Range, sets: Range, words: Words) -> str:
    time = hold_time(hold, words)
    if sets == ONE:
        return words.gettext("hold for {time}").format(time=time)
    message = words.ngettext("hold for {time}, {times} time", "hold for {time}, {times} times", plural(sets))
    return message.format(time=time, times=span(sets))


def with_side(amount: str, dosage: Dosage, words: Words) -> str:
    if dosage.side is Side.NONE:
        return amount
    if dosage.side_basis is SideBasis.TOTAL and dosage.repetitions is not None:
        halves = (dosage.repetitions[0] // 2, dosage.repetitions[1] // 2)
        message = words.gettext("{amount}, alternating sides ({half} each side)")
        return message.format(amount=amount, half=span(halves))
    messages = {
        Side.EACH: words.gettext("{amount} each side"),
        Side.LEFT: words.gettext("{amount} on your left side"),
        Side.RIGHT: words.gettext("{amount} on your right side"),
        Side.ALTERNATE: words.gettext("{amount} each side, alternating sides"),
    }
    return messages[dosage.side].format(amount=amount).strip()
