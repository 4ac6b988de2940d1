"""Words to the small pieces by which they are found again, typing errors included. Pure: text in, sets out.

A word gives its trigrams ("hip": "··h", "·hi", "hip", "ip·") and its letters in order ("hip": "=hip"), so that
a missing, extra or wrong letter keeps most trigrams, and two swapped letters keep the whole letter key.
"""

import math
import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 6
LONGEST_WORD = 24
LONGEST_QUERY = 100
NEEDED_SHARE = 0.6
STOP_WORDS = frozenset(["a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with", "your"])
_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """Lower-case words without accents, each once, in order."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(bare)))


def query_words(text: str) -> list[str]:
    """The words of a search that carry meaning, at most six."""
    words = words_of(text[:LONGEST_QUERY])
    telling = [word for word in words if word not in STOP_WORDS]
    return (telling or words)[:MOST_WORDS]


def _grams(padded: str) -> set[str]:
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def letters(word: str) -> str:
    return "=" + "".join(sorted(word))


def query_trigrams(word: str) -> set[str]:
    """Without the end of the word, because it may still be typed."""
    return _grams(f"  {word}")


def needed(word: str) -> int:
    """How many of its trigrams an exercise must have to count as found."""
    return math.ceil(len(query_trigrams(word)) * NEEDED_SHARE)


def index_keys(texts: Iterable[str]) -> set[str]:
    """Every key under which these texts are found."""
    words = {word for text in texts for word in words_of(text)}
    return {key for word in words for key in (*_grams(f"  {word} "), letters(word))}
