"""Words become keys that survive a typing error."""

import pytest

from apps.catalogue.trigrams import index_keys, letters, needed, query_trigrams, query_words, words_of


def found(typed: str, text: str) -> bool:
    keys = index_keys([text])
    return all(len(query_trigrams(word) & keys) >= needed(word) or letters(word) in keys for word in query_words(typed))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("bridg pilow", "Bridge with pillow squeeze"),
        ("psaos", "Standing “slumpy” psoas activation"),
        ("kneling", "Kneeling"),
        ("sqaut", "Squat with arm raise"),
        ("frankenstien", "Frankenstein walk"),
        ("cammel", "Camel pose"),
        ("flex", "Hip flexor stretch"),
        ("the squat", "Squat with arm raise"),
        ("ETIREMENT", "Étirement"),
    ],
)
def test_typing_errors_are_forgiven(typed: str, text: str) -> None:
    assert found(typed, text)


@pytest.mark.parametrize(("typed", "text"), [("squat", "Quad stretch"), ("pillow", "Plank"), ("side", "Sitting")])
def test_other_words_are_not_found(typed: str, text: str) -> None:
    assert not found(typed, text)


def test_stop_words_count_only_when_there_is_nothing_else() -> None:
    assert query_words("lying on the back") == ["lying", "back"]
    assert query_words("on the") == ["on", "the"]


def test_a_query_is_cut_to_six_words() -> None:
    assert len(query_words("one two three four five six seven eight")) == 6


@pytest.mark.parametrize("text", ["", "  ", "“”", "%_'\"--", "\x00"])
def test_text_without_words_gives_none(text: str) -> None:
    assert words_of(text) == []
