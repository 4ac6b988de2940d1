"""How long a record is kept, and what forbids to erase it."""

from datetime import date, timedelta

from apps.accounts.models import Client
from apps.accounts.policies import NotAllowedNow

ADULT = 18


def check_not_held(client: Client) -> None:
    if client.holds.filter(cleared_at=None).exists():
        raise NotAllowedNow("A legal hold stands on this record, so nothing of it may be erased.")


def destroyed_on(left: date, date_of_birth: date | None, *, years: int, minor_age: int) -> date:
    """The first day on which a record is destroyed: `years` after the client left, and for somebody who was a minor
    then, not before they reach `minor_age`. NHS England: 8 years, and children until 25 (docs/operators/retention.md).
    """
    end = _years_after(left, years)
    if date_of_birth is not None and left < _years_after(date_of_birth, ADULT):
        end = max(end, _years_after(date_of_birth, minor_age))
    return end + timedelta(days=1)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
