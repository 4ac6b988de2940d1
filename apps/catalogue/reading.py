"""How old a reader has to be. Flesch-Kincaid grade, whose grade 6 is an age of 11. Pure: text in, numbers out."""

import math
import re
from collections.abc import Iterable

AIM = 11
AGE_AT_GRADE_NOUGHT = 5
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+")
SENTENCE_END = re.compile(r"[.?!:;]+(?:\s|$)")
SILENT_END = re.compile(r"(?:(?<=[^laeiouycghsxz])es|(?<=[^laeiouy])e|(?<=[^dt])ed)$")


def syllables(word: str) -> int:
    """Groups of vowels that are spoken; never fewer than one."""
    return max(1, len(re.findall(r"[aeiouy]+", SILENT_END.sub("", word.lower()))))


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid school grade of all sentences together; 0 without words."""
    sentences = [part for text in texts for part in SENTENCE_END.split(text) if re.search("[A-Za-z]", part)]
    words = WORD.findall(" ".join(sentences))
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def reading_age(texts: Iterable[str]) -> int:
    """The age in whole years at which the texts are easy to read, from 5 up."""
    return AGE_AT_GRADE_NOUGHT + math.ceil(max(0.0, round(grade(texts), 1)))


def long_words(texts: Iterable[str], most: int = 3) -> list[str]:
    """The words that make a text hard, longest in syllables first, as they are written."""
    words = dict.fromkeys(word for text in texts for word in WORD.findall(text) if syllables(word) >= 3)
    return sorted(words, key=syllables, reverse=True)[:most]


def word_count(text: str) -> int:
    return len(WORD.findall(text))
