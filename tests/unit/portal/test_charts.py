"""What was logged, as weeks, lines and sentences."""

from datetime import date, timedelta

import pytest

from apps.portal.charts import (
    SessionPoint,
    WeekFacts,
    chart_weeks,
    effort_path,
    finding,
    numbers,
    pain_range,
    tally,
    weeks_of,
)

MONDAY = date(2025, 10, 6)
TODAY = date(2025, 10, 14)


def week(monday: date, pains: tuple[int | None, ...] = (), efforts: tuple[int, ...] = ()) -> WeekFacts:
    return WeekFacts(monday, len(pains), pains, efforts)


def test_tally_marks_each_day_and_leaves_a_gap_between_weeks() -> None:
    codes = ["rest"] * 21 + ["done", "partly", "skipped", "no_log", "rest", "paused", "today"]
    last_week = str(tally(codes)).split('<i class="w"></i>')[3]
    assert last_week == (
        '<i></i><i class="h"></i><i class="s"></i><i class="m"></i><i class="r"></i><i class="z"></i><i class="r"></i>'
    )


def test_tally_of_an_old_standing_ends_in_unknown_days() -> None:
    assert str(tally(["done"] * 28, days_old=2)).endswith('<i></i><i class="r"></i><i class="r"></i>')
    assert str(tally(["done"] * 28, days_old=2)).count("<i></i>") == 26
    assert str(tally([])) == ""


def test_weeks_begin_with_the_first_session_and_hold_at_least_four() -> None:
    points = [SessionPoint(MONDAY, 4, 5), SessionPoint(TODAY, None, None)]
    facts = weeks_of(points, TODAY)
    assert [fact.monday for fact in facts] == [MONDAY + timedelta(days=7 * n) for n in (-2, -1, 0, 1)]
    assert [fact.sessions for fact in facts] == [0, 0, 1, 1]
    assert (facts[2].worst_pain, facts[2].effort) == (4, 5)
    assert (facts[3].worst_pain, facts[3].effort) == (None, None)


def test_weeks_older_than_twelve_are_left_out() -> None:
    facts = weeks_of([SessionPoint(TODAY - timedelta(weeks=30), 9, 9), SessionPoint(TODAY, 1, 1)], TODAY)
    assert sum(fact.sessions for fact in facts) == 1
    assert len(facts) == 4


def test_chart_weeks_count_days_without_a_session_as_planned() -> None:
    planned = [(MONDAY, "done"), (MONDAY + timedelta(days=2), "no_log"), (TODAY, "today")]
    weeks = chart_weeks([week(MONDAY, (4,)), week(MONDAY + timedelta(days=7))], planned)
    assert [(w.label, w.pains, w.planned) for w in weeks] == [("6 Oct", (4,), 1), ("Now", (), 1)]


def test_finding_names_first_highest_and_latest() -> None:
    facts = [week(MONDAY - timedelta(days=7), (3, None)), week(MONDAY, (6, 4))]
    assert finding(facts) == (
        "Worst pain per session was 3 in the week of 29 Sep, highest at 6 in the week of 6 Oct, "
        "and 4 at the latest session. 4 sessions in 2 weeks."
    )


def test_finding_tells_no_answer_from_no_pain() -> None:
    assert finding([week(MONDAY, (None,))]) == "1 session in 1 week. Pain was not told."
    assert "was 0 in" in finding([week(MONDAY, (0,))])


def test_numbers_tell_no_answer_from_nought() -> None:
    assert numbers([week(MONDAY, (0, None), (5, 6)), week(MONDAY + timedelta(days=7))]) == [
        ("6 Oct", "2", "0", "6"),
        ("13 Oct", "0", "–", "–"),
    ]


def test_effort_path_skips_weeks_without_an_answer() -> None:
    facts = [week(MONDAY, (1,), (5,)), week(MONDAY, (1,)), week(MONDAY, (1,), (10, 9))]
    assert effort_path(facts, 100, 40) == "M0.0 20.0L100.0 0.0"
    assert effort_path(facts[:2], 100, 40) == ""


@pytest.mark.parametrize(
    ("pains", "words"),
    [
        ([], ""),
        ([4, 6, 4], "peak 6, now 4"),
        ([5, 3, 1], "pain 5 to 1"),
        ([2, 1, 2], "pain 2, steady"),
        ([2, 3, 5], "pain 2 to 5"),
    ],
)
def test_pain_range(pains: list[int], words: str) -> None:
    assert pain_range(pains) == words
