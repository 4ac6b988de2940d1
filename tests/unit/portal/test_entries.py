"""Reading a log's body: strict about shape, one hash for one content."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portal.entries import MAX_ROWS, NewLog, body_hash, entry_values, read_log
from apps.portal.mapping import share_done, worst_pain
from apps.prescriptions.domain.problems import BadValue

LOG_ID = uuid.UUID("01890000-0000-7000-8000-000000000001")
KEY = "01890000-0000-7000-8000-00000000000a"


def body(**values: Any) -> dict[str, Any]:
    plain = {
        "prescription": "01890000-0000-7000-8000-0000000000aa",
        "version": 1,
        "local_date": "2026-03-01",
        "timezone": "Europe/London",
        "performed_at": "2026-03-01T07:30:00+00:00",
        "entries": [{"key": KEY, "outcome": "done"}],
    }
    return {**plain, **values}


def problems(data: object) -> dict[str, str]:
    with pytest.raises(BadValue) as caught:
        read_log(LOG_ID, data)
    return {problem.field: problem.message for problem in caught.value.problems}


def test_reads_a_plain_session() -> None:
    log = read_log(LOG_ID, body(pain_during=0, effort=5, red_flags=["fall", "dizzy", "fall"]))
    assert isinstance(log, NewLog)
    assert (log.pain_during, log.pain_after, log.effort, log.slot, log.client_seq) == (0, None, 5, 1, 0)
    assert log.red_flags == ("dizzy", "fall")


def test_every_problem_is_reported_at_once() -> None:
    found = problems(
        body(pain_during=11, note="x" * 2001, entries=[{"key": "?", "outcome": "done", "sets": -1}], more=1)
    )
    assert set(found) == {"pain_during", "note", "entries[0].key", "entries[0].sets", "more"}


@pytest.mark.parametrize("data", [None, [], "x", 7, {}])
def test_what_is_no_log_at_all(data: object) -> None:
    assert problems(data)


@pytest.mark.parametrize("count", [0, MAX_ROWS + 1])
def test_rows_are_counted(count: int) -> None:
    assert "entries" in problems(body(entries=[{"key": KEY, "outcome": "done"}] * count))


@pytest.mark.parametrize(
    "moment", ["2026-03-01", "2026-03-01T07:30:00", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", 5]
)
def test_a_moment_needs_its_offset_and_a_sane_year(moment: object) -> None:
    assert "performed_at" in problems(body(performed_at=moment))


def test_a_log_does_not_correct_itself() -> None:
    assert "revises" in problems(body(revises=str(LOG_ID)))


def test_true_is_not_one() -> None:
    assert "pain_during" in problems(body(pain_during=True))


def test_hash_ignores_order_absent_keys_and_the_time_of_sending() -> None:
    first = read_log(LOG_ID, body(client_now="2026-03-01T07:31:00Z", pain_during=None))
    turned = dict(reversed(body().items()))
    second = read_log(
        LOG_ID, {**turned, "client_now": "2026-03-09T00:00:00Z", "performed_at": "2026-03-01T08:30:00+01:00"}
    )
    assert body_hash(first) == body_hash(second)


CHANGES: list[dict[str, Any]] = [
    {"pain_during": 0},
    {"note": "a"},
    {"slot": 2},
    {"client_seq": 1},
    {"local_date": "2026-03-02"},
    {"red_flags": ["fall"]},
    {"entries": [{"key": KEY, "outcome": "done", "pain": 0}]},
    {"entries": [{"key": KEY, "outcome": "partly"}]},
    {"entries": [{"key": KEY, "outcome": "done"}] * 2},
]


@pytest.mark.parametrize("change", CHANGES)
def test_hash_tells_other_content_apart(change: dict[str, Any]) -> None:
    assert body_hash(read_log(LOG_ID, body(**change))) != body_hash(read_log(LOG_ID, body()))


def test_entry_keeps_nought_and_leaves_out_what_was_not_told() -> None:
    log = read_log(LOG_ID, body(entries=[{"key": KEY, "outcome": "partly", "pain": 0, "sets": 0}]))
    assert entry_values(log.entries[0]) == {"key": KEY, "outcome": "partly", "pain": 0, "sets": 0}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def fields_refused(data: object) -> list[str]:
    """Names of the fields that are refused; what is read must also hash and turn into JSON."""
    try:
        log = read_log(LOG_ID, data)
    except BadValue as error:
        return [problem.field for problem in error.problems]
    json.dumps([entry_values(entry) for entry in log.entries])
    return [] if len(body_hash(log)) == 64 else ["hash"]


@given(
    field=st.sampled_from([*body(), "pain_during", "note", "red_flags", "revises", "client_now", "slot"]), value=JSON
)
def test_any_value_is_read_or_refused_by_name(field: str, value: Any) -> None:
    refused = fields_refused(body(**{field: value}))
    assert all(name.startswith(field) for name in refused)


@given(JSON)
def test_any_entry_is_read_or_refused_by_name(value: Any) -> None:
    refused = fields_refused(body(entries=[value]))
    assert all(name.startswith("entries[0]") for name in refused)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"key": st.sampled_from("abc"), "outcome": st.sampled_from(["done", "partly", "skipped"])},
            optional={"sets": st.integers(0, 50), "side": st.sampled_from(["left", "right", "both"])},
        ),
        max_size=6,
    ),
    st.dictionaries(st.sampled_from("abcd"), st.integers(1, 20), max_size=4),
)
def test_share_done_is_a_share(entries: list[dict[str, Any]], planned: dict[str, int]) -> None:
    assert 0 <= share_done(entries, planned) <= 1


def test_worst_pain_without_any_answer_is_none() -> None:
    assert worst_pain(None, [{}, {"pain": None}]) is None
    assert worst_pain(None, [{"pain": 0}]) == 0
