import pytest

from apps.prescriptions.domain.pain import Colour, colour
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.settings import LIMITS, SHARES, Settings, settings_from_json, settings_to_json


def test_every_setting_can_be_read_and_written() -> None:
    assert set(settings_to_json(Settings())) == {*LIMITS, *SHARES}
    assert settings_from_json(settings_to_json(Settings(safe_pain=1))) == Settings(safe_pain=1)


def test_the_nearest_setting_holds() -> None:
    clinic = settings_from_json({"accept_pain": 4, "safe_pain": 1})
    assert settings_from_json({"safe_pain": 2}, clinic) == Settings(safe_pain=2, accept_pain=4)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"safe_pain": 6}, "safe_pain"),
        ({"stop_pain": 5}, "accept_pain"),
        ({"usual_pain": 5}, "usual_pain"),
        ({"gap_stay": 20}, "gap_regress"),
        ({"adherence_flag": 0.9}, "adherence_flag"),
        ({"adherence_advance": 1.1}, "adherence_advance"),
        ({"adherence_advance": True}, "adherence_advance"),
        ({"safe_pain": 11}, "safe_pain"),
        ({"stay_days": 0}, "stay_days"),
        ({"safe_pian": 2}, "safe_pian"),
    ],
)
def test_bad_and_contradictory_settings_are_refused_by_name(data: object, field: str) -> None:
    with pytest.raises(BadValue) as refusal:
        settings_from_json(data)
    assert field in [problem.field for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("pain", "next_day", "settings", "expected"),
    [
        (0, None, Settings(), Colour.GREEN),
        (2, 2, Settings(), Colour.GREEN),
        (3, None, Settings(), Colour.AMBER),
        (5, None, Settings(), Colour.AMBER),
        (6, None, Settings(), Colour.RED),
        (0, 3, Settings(), Colour.RED),
        (None, None, Settings(), None),
        (None, 3, Settings(), Colour.RED),
        (4, 5, Settings(usual_pain=4), Colour.AMBER),
        (4, 6, Settings(usual_pain=4), Colour.RED),
    ],
)
def test_traffic_light(pain: int | None, next_day: int | None, settings: Settings, expected: Colour | None) -> None:
    assert colour(pain, next_day, settings) is expected


def told(data: dict[str, object]) -> list[tuple[str, str, str]]:
    with pytest.raises(BadValue) as refusal:
        settings_from_json(data)
    return [(problem.code, problem.field, problem.message) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"safe_pain": 6}, "safe_pain", "must not be above accept_pain"),
        ({"stop_pain": 5}, "accept_pain", "must be below stop_pain"),
        ({"usual_pain": 5}, "usual_pain", "must be below accept_pain: set the pain limits for this plan first"),
        ({"gap_stay": 15}, "gap_regress", "must lie between gap_stay and gap_review"),
        ({"gap_review": 15}, "gap_regress", "must lie between gap_stay and gap_review"),
        ({"adherence_flag": 0.71}, "adherence_flag", "must not be above adherence_advance"),
    ],
)
def test_contradictions_say_which_and_why(data: dict[str, object], field: str, message: str) -> None:
    assert told(data) == [("settings", field, message)]


def test_outside_its_limits() -> None:
    assert told({"stay_days": 0}) == [("V2", "stay_days", "must be from 1 to 365")]
    assert told({"margin": 21, "backfill_days": 366}) == [
        ("V2", "margin", "must be from 0 to 20"),
        ("V2", "backfill_days", "must be from 0 to 365"),
    ]


def test_settings_may_be_as_close_as_this() -> None:
    close = {"safe_pain": 5, "stop_pain": 6, "usual_pain": 4, "gap_stay": 14, "gap_review": 16, "adherence_flag": 0.7}
    assert settings_to_json(settings_from_json(close)) == {**settings_to_json(Settings()), **close}
    assert settings_from_json({"margin": 20, "min_days_between_advances": 0}).margin == 20


LAW = {
    "safe_pain": 2,
    "accept_pain": 5,
    "stop_pain": 8,
    "usual_pain": 0,
    "settle_tolerance": 1,
    "effort_hard": 9,
    "success_sessions": 2,
    "underperform_sessions": 3,
    "margin": 2,
    "min_days_between_advances": 7,
    "gap_stay": 8,
    "gap_regress": 15,
    "gap_review": 29,
    "adherence_advance": 0.70,
    "adherence_flag": 0.50,
    "stay_days": 7,
    "max_stays": 2,
    "asymmetry": 0.20,
    "asymmetry_sessions": 3,
    "load_confirm_percent": 10,
    "session_counts_at": 0.5,
    "missed_weeks_flag": 2,
    "review_every_weeks": 6,
    "backfill_days": 7,
    "client_swaps": 0,
}


def test_numbers_of_the_domains_law() -> None:
    assert settings_to_json(Settings()) == LAW


PAIN, DAYS, SESSIONS = (0, 10), (1, 365), (1, 20)
LAWFUL = {
    **dict.fromkeys(("safe_pain", "accept_pain", "stop_pain", "usual_pain", "settle_tolerance", "effort_hard"), PAIN),
    **dict.fromkeys(("gap_stay", "gap_regress", "gap_review", "stay_days"), DAYS),
    **dict.fromkeys(("success_sessions", "underperform_sessions", "max_stays"), SESSIONS),
    **dict.fromkeys(("asymmetry_sessions", "missed_weeks_flag"), SESSIONS),
    "margin": (0, 20),
    "min_days_between_advances": (0, 365),
    "load_confirm_percent": (0, 100),
    "review_every_weeks": (1, 52),
    "backfill_days": (0, 365),
    "client_swaps": (0, 5),
}


def test_limits_of_every_number() -> None:
    assert LIMITS == LAWFUL
