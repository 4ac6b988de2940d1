"""A thousand files that are no proper list of clients: a clear refusal, nothing half saved, never a 5xx."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.accounts.access import Actor, actor_for
from apps.accounts.models import Client
from apps.accounts.operations import import_clients
from apps.accounts.operations.imports import ImportRefused, RowError
from tests.personas import Personas

MADE_UP = 1000
HEADER = "name,email,phone,date_of_birth,cautions,kit,usual_pain\n"
CELLS = (
    st.sampled_from(["", "Ann", "Bo Li"])
    | st.text(max_size=9)
    | st.sampled_from(
        [
            "=1+1",
            "@SUM(A1)",
            "\t=1",
            '"',
            '""',
            "\x00",
            "\u202eeve",
            "99999999999999999999",
            "1990-13-45",
            "hernia;;",
            "\r",
        ]
    )
)
ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=3)
HEADERS = st.sampled_from(
    [HEADER, "name\n", "name,name\n", "name,salary\n", "", "\n", ",,,\n", "NAME , Email\n", '"name\n']
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7"])
PLAIN = [
    b"",
    b"\x00" * 500,
    b"\xff\xfe" + HEADER.encode("utf-16-le"),
    HEADER.encode("utf-16"),
    HEADER.encode() + b"\x80\x81\xfe,,,,,,\n",
    HEADER.encode() + b"Ann,\x00,,,,,\n",
    HEADER.encode() + b'"Ann,,,,,,\n' * 50,
    HEADER.encode() + b"A" * 900_000 + b",,,,,,\n",
    HEADER.encode() + b"A" * 5_000_000,
    HEADER.encode() + b"Ann,,,,,,\n" * 90_000,
    HEADER.encode() + b"Ann,,,,,,\n" * 100_000,
    b"name,name\nAnn,Bea\n",
    b"Name,NAME\nAnn,Bea\n",
    HEADER.encode() + b"=cmd|' /C calc'!A0,,,,,,\n",
    HEADER.encode() + b"Ann,,,,,,,,,,,,\n",
    HEADER.encode() + b"Ann\n",
    HEADER.encode() + b"Ann,,,1990-13-45,,,\n",
    HEADER.encode() + b"Ann,,,,,,99999999999999999999999\n",
    HEADER.encode() + b"Ann,,,,,,NaN\n",
    HEADER.encode() + "\u202eAnn,,,,,,\n".encode(),
    HEADER.encode() + "Ann\u200b,,,,,,\n".encode(),
    b"PK\x03\x04" + b"\x00" * 100,
    b"<html><script>alert(1)</script></html>",
]
GENERATED = settings(
    max_examples=MADE_UP,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    quote = draw(st.sampled_from(["", '"']))
    lines = [",".join(f"{quote}{cell}{quote}" for cell in row) for row in draw(ROWS)]
    text = draw(HEADERS) + draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    whole = text.encode(draw(ENCODINGS), errors="replace")
    return whole[: draw(st.integers(0, len(whole)))] if draw(st.booleans()) else whole


def outcome(actor: Actor, content: bytes) -> tuple[int, list[RowError]]:
    try:
        return len(import_clients(by=actor, content=content)), []
    except ImportRefused as refused:
        return 0, refused.errors


@pytest.fixture
def read(personas: Personas) -> Callable[[bytes], int]:
    """How many clients came of a file; none when it was refused, with a reason for each problem."""
    actor = actor_for(personas.tara)
    assert actor is not None

    def import_file(content: bytes) -> int:
        before = Client.objects.count()
        made, errors = outcome(actor, content)
        assert bool(made) != bool(errors)
        assert all(error.message and error.field for error in errors)
        assert Client.objects.count() == before + made
        return made

    return import_file


@pytest.mark.parametrize("content", PLAIN, ids=range(len(PLAIN)))
def test_a_file_that_is_no_list_of_clients_is_refused(read: Callable[[bytes], int], content: bytes) -> None:
    assert read(content) == 0


def test_a_thousand_made_up_files_save_all_or_nothing(read: Callable[[bytes], int]) -> None:
    counts = []

    @GENERATED
    @given(files())
    def try_file(content: bytes) -> None:
        counts.append(read(content))

    try_file()
    assert len(counts) >= MADE_UP
    assert any(counts)
