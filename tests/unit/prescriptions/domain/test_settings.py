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
