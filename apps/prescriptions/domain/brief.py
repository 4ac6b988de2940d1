"""A dosage for a narrow cell of the plan's grid."""

from .dosage import Dosage


def span(pair: tuple[int, int]) -> str:
    return f"{pair[0]}" if pair[0] == pair[1] else f"{pair[0]}–{pair[1]}"


def brief_dosage(dosage: Dosage, *, in_circuit: bool = False) -> str:
    """A dosage for a narrow cell: `2×6 · 8s`, `20min`, `1×4–6 max`. The full words stand beside it.

    In a circuit `×6`: how many rounds stands above its rows.
    """
    sets = "?" if dosage.sets is None else span(dosage.sets)
    work, details = _brief_work(dosage)
    amount = work if dosage.sets is None and dosage.duration_seconds else f"{sets}×{work}"
    if in_circuit:
        amount = f"×{work}" if dosage.repetitions is not None else work
    load = dosage.load
    if load is not None and load.value is not None:
        details.append(f"{load.value[1]:f}{load.unit or ''}")
    elif load is not None and load.band is not None:
        details.append(load.band.label)
    return " · ".join([amount, *details])


def _brief_work(dosage: Dosage) -> tuple[str, list[str]]:
    hold = _brief_hold(dosage)
    if dosage.repetitions is not None:
        work = span(dosage.repetitions) + (" max" if dosage.to_fatigue else "")
    elif dosage.duration_seconds is not None:
        work = _brief_time(dosage.duration_seconds)
    elif dosage.distance_metres is not None:
        work = f"{span(dosage.distance_metres)}m"
    elif hold:
        return hold, []
    else:
        work = "max" if dosage.to_fatigue else "?"
    return work, [hold] if hold else []


def _brief_hold(dosage: Dosage) -> str:
    if dosage.hold_seconds is not None:
        return f"{span(dosage.hold_seconds)}s"
    return f"{span(dosage.breaths)} breaths" if dosage.breaths is not None else ""


def _brief_time(seconds: tuple[int, int]) -> str:
    if seconds[0] % 60 == 0 and seconds[1] % 60 == 0:
        return f"{span((seconds[0] // 60, seconds[1] // 60))}min"
    return f"{span(seconds)}s"
