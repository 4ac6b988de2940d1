"""How often: the `Frequency` value, its JSON shape, and how many sessions it asks for in a plan week."""

from dataclasses import dataclass
from enum import StrEnum

from .reading import Range, Reader

DAYS_IN_WEEK = 7


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEK = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Frequency:
    """Exactly one of the three forms (V10), and how many sessions on each of those days."""

    per_week: Range | None = None
    every_n_days: int | None = None
    weekdays: tuple[Weekday, ...] | None = None
    per_day: Range = (1, 1)


def frequency_from_json(data: object) -> Frequency:
    """Reads `{"per_week": [2, 3], "per_day": [1, 1]}` and its two sister forms. Raises `BadValue`.

    Only the shape is checked; V1, V2 and V10 are `validation.validate_frequency`.
    """
    reader = Reader(data)
    frequency = read_frequency(reader)
    reader.raise_problems()
    return frequency


def read_frequency(reader: Reader) -> Frequency:
    """As `frequency_from_json`, inside a larger object: problems stay with the reader."""
    frequency = Frequency(
        per_week=reader.pair("per_week"),
        every_n_days=reader.integer("every_n_days"),
        weekdays=_read_weekdays(reader),
        per_day=reader.pair("per_day") or (1, 1),
    )
    reader.finish()
    return frequency


def _read_weekdays(reader: Reader) -> tuple[Weekday, ...] | None:
    if reader.raw("weekdays") is None:
        return None
    named = reader.elements("weekdays")
    if any(day not in WEEK for day in named):
        reader.problem("weekdays", "type", f"must be a list of {', '.join(WEEK)}")
    return tuple(day for day in WEEK if day in named)


def frequency_to_json(frequency: Frequency) -> dict[str, object]:
    """The stored shape. `frequency_from_json(frequency_to_json(f)) == f`."""
    shape: dict[str, object] = {}
    if frequency.per_week is not None:
        shape["per_week"] = list(frequency.per_week)
    if frequency.every_n_days is not None:
        shape["every_n_days"] = frequency.every_n_days
    if frequency.weekdays is not None:
        shape["weekdays"] = [str(day) for day in frequency.weekdays]
    shape["per_day"] = list(frequency.per_day)
    return shape


def days_in_week(frequency: Frequency) -> Range:
    """Least and most days with a session in seven days. "Every other day" is 3 or 4."""
    if frequency.weekdays is not None:
        return len(frequency.weekdays), len(frequency.weekdays)
    if frequency.every_n_days is not None:
        whole, rest = divmod(DAYS_IN_WEEK, frequency.every_n_days)
        return whole, whole + (1 if rest else 0)
    return frequency.per_week or (0, 0)


def weekly_target(frequency: Frequency) -> Range:
    """Least and most sessions in one plan week: days times sessions a day."""
    low, high = days_in_week(frequency)
    return low * frequency.per_day[0], high * frequency.per_day[1]
