"""Where it hurt, in the client's words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.catalogue.vocabulary import Region
from apps.prescriptions.domain.exercise import Exposure
from apps.prescriptions.domain.places import as_said_on, sore_phrase, sore_place
from apps.prescriptions.domain.plan import SessionOutcome
from apps.prescriptions.domain.plan_rules import review_plan
from apps.prescriptions.domain.settings import DEFAULTS
from apps.prescriptions.domain.words import day_phrase
from tests.unit.prescriptions.domain.plans import FULL, PLAN_A, jan, logged

PLACES = {"bow": "low_back", "rise": "knee", "lift": "knee", "breathe": ""}
TUESDAY = date(2025, 1, 14)


def session(pain: int | None = None, next_day: int | None = None, **pains: int | None) -> SessionOutcome:
    exposures = tuple((key, Exposure(TUESDAY, pain=told)) for key, told in pains.items())
    return SessionOutcome(TUESDAY, pain=pain, next_day_pain=next_day, exposures=exposures)


class TestPlace:
    def test_it_is_that_of_the_exercise_that_hurt(self) -> None:
        assert sore_place(session(6, bow=6, rise=None), PLACES, DEFAULTS) == "low_back"

    def test_exercises_for_one_place_agree(self) -> None:
        assert sore_place(session(6, rise=6, lift=7), PLACES, DEFAULTS) == "knee"

    def test_pain_up_to_the_limit_counts_only_where_none_was_over_it(self) -> None:
        assert sore_place(session(6, bow=6, rise=5), PLACES, DEFAULTS) == "low_back"
        assert sore_place(session(5, bow=5, rise=5), PLACES, DEFAULTS) == ""

    def test_several_places_are_none(self) -> None:
        assert sore_place(session(6, bow=6, rise=6), PLACES, DEFAULTS) == ""

    def test_the_morning_after_it_is_what_hurt_a_little(self) -> None:
        assert sore_place(session(2, 5, bow=2, rise=0), PLACES, DEFAULTS) == "low_back"

    def test_the_morning_after_a_session_without_pain_it_is_what_was_done(self) -> None:
        assert sore_place(session(0, 5, rise=0, lift=0), PLACES, DEFAULTS) == "knee"

    @pytest.mark.parametrize("told", [{}, {"breathe": 6}, {"unknown": 6}])
    def test_an_exercise_without_a_place_names_none(self, told: dict[str, int]) -> None:
        assert sore_place(session(6, **told), PLACES, DEFAULTS) == ""


class TestPhrases:
    @pytest.mark.parametrize("place", ["", "somewhere", Region.TRUNK, Region.WHOLE_BODY])
    def test_no_one_place_is_no_place(self, place: str) -> None:
        assert sore_phrase(place, TUESDAY) == "You were sore on Tuesday 14 January"

    @pytest.mark.parametrize("place", sorted(set(Region) - {Region.TRUNK, Region.WHOLE_BODY}))
    def test_every_other_area_of_the_library_has_its_words(self, place: str) -> None:
        assert sore_phrase(place, TUESDAY).startswith("Your ")

    def test_the_gate_names_the_place_to_the_client(self) -> None:
        plan = replace(PLAN_A, places=(("squat", "hip"),))
        hurt = SessionOutcome(jan(17), pain=6, exposures=(("squat", Exposure(jan(17), pain=6)),))
        reason = review_plan(plan, [*logged(FULL[:-1]), hurt], today=jan(20)).decisions[0].reason
        told = "We’re doing week 2 again. Your hip was sore on Friday 17 January, so nothing gets harder yet."
        assert reason.client == told
        assert as_said_on(told, jan(21)).endswith("Your hip was sore last Friday, so nothing gets harder yet.")


class TestDays:
    @pytest.mark.parametrize(
        ("ago", "said"),
        [(0, "today"), (1, "yesterday"), (2, "last Tuesday"), (7, "last Tuesday"), (8, "on Tuesday 14 January")],
    )
    def test_a_day_of_the_last_week_is_said_as_people_do(self, ago: int, said: str) -> None:
        text = as_said_on("Pain was 6 on Tuesday 14 January.", TUESDAY + timedelta(days=ago))
        assert text == f"Pain was 6 {said}."

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(8, 300))
    def test_a_day_longer_ago_keeps_its_date(self, day: date, ago: int) -> None:
        text = f"Pain was 6 on {day_phrase(day)}."
        assert as_said_on(text, day + timedelta(days=ago)) == text

    def test_a_day_to_come_keeps_its_date(self) -> None:
        assert as_said_on("on Tuesday 14 January", jan(13)) == "on Tuesday 14 January"
