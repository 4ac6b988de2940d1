"""Parts of the reasons for exercises: amounts, days and scores, each a whole phrase that can be translated."""

from collections.abc import Sequence
from datetime import date

from .dosage import Dosage
from .exercise import Exposure, SetDone, SetSide, Variable
from .ladder import changed_variable
from .reading import Range
from .rendering import render
from .words import EN_DASH, ENGLISH, Words, month_names, short_day_phrase, span

MINUTE = 60


def both(first: str, last: str, words: Words) -> str:
    return words.gettext("{first} and {last}").format(first=first, last=last)


def in_a_row(phrases: Sequence[str], words: Words) -> str:
    """`0, 1 and 2`."""
    *firsts, last = phrases
    if not firsts:
        return last
    joined = firsts[0]
    for phrase in firsts[1:]:
        joined = words.gettext("{first}, {rest}").format(first=joined, rest=phrase)
    return both(joined, last, words)


def days_phrase(days: Sequence[date], words: Words) -> str:
    """`3 and 5 February`, or each day with its month."""
    single = sorted(set(days))
    if len({(day.year, day.month) for day in single}) > 1:
        return in_a_row([short_day_phrase(day, words) for day in single], words)
    numbers = in_a_row([str(day.day) for day in single], words)
    return words.gettext("{day} {month}").format(day=numbers, month=month_names(words)[single[0].month - 1])


def scores_phrase(scores: Sequence[int | None], words: Words) -> str:
    """`0 and 1`; a dash where nobody answered."""
    return in_a_row([EN_DASH if score is None else str(score) for score in scores], words)


def times_phrase(count: int, words: Words) -> str:
    if count == 1:
        return words.gettext("once")
    return words.gettext("twice") if count == 2 else words.gettext("{count} times").format(count=count)


def full_amount(dosage: Dosage, words: Words) -> str:
    """What a success filled: `all 12 reps`, `all 30 seconds`, `all of it`."""
    if dosage.repetitions is not None:
        most = dosage.repetitions[1]
        message = words.ngettext("the {count} rep", "all {count} reps", most)
        return message.format(count=most)
    seconds = dosage.duration_seconds or dosage.hold_seconds
    return words.gettext("all of it") if seconds is None else _full_time(seconds[1], words)


def _full_time(seconds: int, words: Words) -> str:
    minutes = seconds // MINUTE
    if minutes * MINUTE == seconds:
        return words.ngettext("the {count} minute", "all {count} minutes", minutes).format(count=minutes)
    return words.ngettext("the {count} second", "all {count} seconds", seconds).format(count=seconds)


def next_amount(before: Dosage, after: Dosage, words: Words) -> str:
    """The one thing that changes, `4 sets`; the whole dosage where more of it reads differently."""
    changed = [name for name in Dosage.__slots__ if getattr(before, name) != getattr(after, name)]
    variable = changed_variable(before, after)
    if len(changed) == 1 and variable in (Variable.SETS, Variable.REPETITIONS):
        pair: Range = getattr(after, variable)
        if variable is Variable.SETS:
            return words.ngettext("{count} set", "{count} sets", pair[1]).format(count=span(pair))
        return words.ngettext("{count} rep", "{count} reps", pair[1]).format(count=span(pair))
    text = render(after, words)
    return text[:1].lower() + text[1:]


def in_short(exposure: Exposure, words: Words = ENGLISH) -> str:
    """What was done, for the therapist: `3×12`, `12, 11, 9`, `2×8 each side`, `left 1×5, right 1×3`."""
    sides: dict[SetSide, list[SetDone]] = {}
    for done in exposure.sets:
        sides.setdefault(done.side, []).append(done)
    rows = {side: _row(sets) for side, sets in sides.items()}
    if len(rows) == 2 and len(set(rows.values())) == 1:
        return words.gettext("{amount} each side").format(amount=next(iter(rows.values())))
    of_side = {SetSide.LEFT: words.gettext("left {amount}"), SetSide.RIGHT: words.gettext("right {amount}")}
    return ", ".join(of_side.get(side, "{amount}").format(amount=row) for side, row in rows.items()) or EN_DASH


def _row(sets: Sequence[SetDone]) -> str:
    amounts = [_amount(done) for done in sets]
    if len(set(amounts)) == 1 and (len(amounts) > 1 or sets[0].repetitions is not None):
        return f"{len(amounts)}×{amounts[0]}"
    return ", ".join(amounts)


def _amount(done: SetDone) -> str:
    if done.repetitions is not None:
        return str(done.repetitions)
    seconds = done.duration_seconds if done.duration_seconds is not None else done.hold_seconds
    return EN_DASH if seconds is None else f"{seconds} s"
