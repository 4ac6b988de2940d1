"""Dosages and frequencies as the texts that curators and therapists type."""

from typing import Any

import pytest

from apps.catalogue.ports import UnreadableText, dosage_codec
from apps.prescriptions.codec import TextCodec


def test_the_catalogue_is_given_our_codec() -> None:
    assert isinstance(dosage_codec(), TextCodec)


@pytest.mark.parametrize("text", ["", "3 sets of 8–10 reps each side, hold 5 seconds", "20 minutes"])
def test_dosage_text_reads_back(text: str) -> None:
    codec = TextCodec()
    assert codec.write_dosage(codec.read_dosage(text)) == text


@pytest.mark.parametrize("text", ["", "2–3 times a week", "Every other day", "Mon, Wed, Fri"])
def test_frequency_text_reads_back(text: str) -> None:
    codec = TextCodec()
    assert codec.write_frequency(codec.read_frequency(text)) == text


@pytest.mark.parametrize("reader", ["read_dosage", "read_frequency"])
def test_part_that_is_not_understood_is_quoted(reader: str) -> None:
    with pytest.raises(UnreadableText, match="bananas"):
        getattr(TextCodec(), reader)("bananas")


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ({"sets": [3, 3], "repetitions": [8, 8]}, []),
        ({"repetitions": [8, 8]}, ["Sets are not stated."]),
        ({}, ["Sets are not stated.", "The amount is not stated."]),
        ({"sets": [3, 3], "repetitions": [8, 8], "side": "each"}, ["This exercise is not done one side at a time."]),
        ({"colour": "red"}, ["colour: is not a key we know"]),
    ],
)
def test_problems_are_sentences(data: dict[str, Any], problems: list[str]) -> None:
    assert TextCodec().problems(data, unilateral=False) == problems
