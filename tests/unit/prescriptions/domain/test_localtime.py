from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from apps.prescriptions.domain.localtime import local_today, wall_clock_to_utc
from apps.prescriptions.domain.simulate import simulate

LONDON, LOS_ANGELES, AUCKLAND = "Europe/London", "America/Los_Angeles", "Pacific/Auckland"


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2025, 3, 30), datetime(2025, 3, 30, 1, 30, tzinfo=UTC)),
        (date(2025, 10, 26), datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        (date(2025, 7, 1), datetime(2025, 7, 1, 0, 30, tzinfo=UTC)),
    ],
    ids=["12-skipped-hour", "12-hour-twice", "summer"],
)
def test_reminder_at_half_past_one_in_london(day: date, instant: datetime) -> None:
    assert wall_clock_to_utc(day, time(1, 30), LONDON) == instant


def test_worked_case_12_skipped_reminder_shows_half_past_two() -> None:
    fired = wall_clock_to_utc(date(2025, 3, 30), time(1, 30), LONDON).astimezone(ZoneInfo(LONDON))
    assert (fired.hour, fired.minute) == (2, 30)


@pytest.mark.parametrize(
    ("now", "zone", "today"),
    [
        (datetime(2025, 3, 2, 2, tzinfo=UTC), LOS_ANGELES, date(2025, 3, 1)),
        (datetime(2025, 3, 2, 2, tzinfo=UTC), LONDON, date(2025, 3, 2)),
        (datetime(2025, 1, 9, 20, tzinfo=UTC), LONDON, date(2025, 1, 9)),
        (datetime(2025, 1, 9, 20, tzinfo=UTC), AUCKLAND, date(2025, 1, 10)),
    ],
    ids=["13-client", "13-therapist", "14-before-the-move", "14-after-the-move"],
)
def test_today_is_the_clients_civil_date(now: datetime, zone: str, today: date) -> None:
    assert local_today(now, zone) == today


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^now must carry its time zone$"):
        local_today(datetime(2025, 1, 1), LONDON)


@pytest.mark.parametrize(
    ("now", "step"),
    [("2025-04-06T22:30:00Z", "1"), ("2025-04-06T23:30:00Z", "2")],
    ids=["11-half-past-eleven-at-night", "11-half-past-midnight"],
)
def test_step_changes_at_the_clients_midnight(now: str, step: str) -> None:
    days = ("2025-03-24", "2025-03-26", "2025-03-28", "2025-03-31", "2025-04-02", "2025-04-04")
    outcome = simulate(
        {
            "now": now,
            "timezone": LONDON,
            "plan": {
                "start_date": "2025-03-24",
                "frequency": {"per_week": [3, 3]},
                "steps": [{"name": "1", "weeks": 2}, {"name": "2", "weeks": None}],
            },
            "sessions": [{"date": day} for day in days],
        }
    )
    assert outcome["step"] == step


def test_reminder_is_a_time_on_the_wall_whatever_zone_or_fold_it_came_with() -> None:
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    for at in (time(1, 30), time(1, 30, fold=1), time(1, 30, tzinfo=UTC)):
        assert wall_clock_to_utc(date(2025, 10, 26), at, LONDON) == first
