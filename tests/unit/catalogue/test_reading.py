"""Reading age of plain sentences."""

import pytest

from apps.catalogue.reading import grade, long_words, reading_age, syllables, word_count


@pytest.mark.parametrize(
    ("word", "count"),
    [("hip", 1), ("knee", 1), ("lifted", 2), ("moves", 1), ("abdominals", 4), ("table", 2), ("a", 1), ("pressed", 1)],
)
def test_syllables_are_those_that_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_short_words_in_short_sentences_read_young() -> None:
    assert reading_age(["Lift your hips.", "Hold still and breathe."]) <= 7


def test_long_words_in_a_long_sentence_read_old() -> None:
    text = "Stabilise the lumbopelvic musculature whilst simultaneously maintaining diaphragmatic respiration."
    assert reading_age([text]) > 16


def test_grade_six_is_age_eleven() -> None:
    text = "The muscle at the front of your hip pulls on your lower back every time you stand up from a chair."
    assert reading_age([text]) == 5 + -(-round(grade([text]) * 10) // 10)


@pytest.mark.parametrize("texts", [[], [""], ["..."], ["12"]])
def test_no_words_read_at_the_youngest_age(texts: list[str]) -> None:
    assert grade(texts) == 0.0
    assert reading_age(texts) == 5


def test_long_words_are_named_hardest_first() -> None:
    assert long_words(["Activate the stabilisers and breathe"]) == ["stabilisers", "Activate"]


def test_word_count_counts_numbers_too() -> None:
    assert word_count("Hold for 5 seconds.") == 4
