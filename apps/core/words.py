"""Days and counts in plain words, the same on every page and in every sentence that is kept."""

from datetime import date


def plural(count: int, word: str) -> str:
    """`1 session`, `3 sessions`."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def day_month(day: date) -> str:
    """Short, for tables and pictures: `3 Mar`."""
    return f"{day.day} {day:%b}"


def weekday(day: date) -> str:
    """In a sentence about a day close by: `Tuesday 3 March`."""
    return f"{day:%A} {day.day} {day:%B}"
