"""What the list-shaped parts of an exercise may hold. Plain values in, {field: message} out."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from apps.catalogue.vocabulary import Caution, Equipment, Muscle, Region

LONGEST_LIST = 30
LONGEST_TEXT = 300
Check = Callable[[object], str]


def texts(value: object) -> str:
    """A list of short texts, none of them empty."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "must be a list of texts"
    if len(value) > LONGEST_LIST:
        return f"must have at most {LONGEST_LIST} entries"
    if not all(item.strip() for item in value):
        return "has an empty entry"
    longest = max((len(item) for item in value), default=0)
    return f"has an entry longer than {LONGEST_TEXT} characters" if longest > LONGEST_TEXT else ""


def codes(allowed: Collection[str]) -> Check:
    def check(value: object) -> str:
        if not isinstance(value, list):
            return "must be a list of codes"
        unknown = [item for item in value if not isinstance(item, str) or item not in allowed]
        if unknown:
            return f"“{unknown[0]}” is not a word we know"
        return "names the same thing twice" if len(set(value)) < len(value) else ""

    return check


def notes(required: Collection[str], known: Collection[str] | None = None) -> Check:
    """A list of {key: text}; with `known`, its `code` is one of these."""

    def check(value: object) -> str:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            return f"must be a list of {{{', '.join(required)}}}"
        for item in value:
            if set(item) != set(required) or not all(isinstance(text, str) for text in item.values()):
                return f"must be a list of {{{', '.join(required)}}}"
            if known is not None and item["code"] not in known:
                return f"“{item['code']}” is not a caution we know"
        return ""

    return check


cautions = notes(("code", "note"), Caution.values)
credits = notes(("role", "name", "note"))


def mapping(value: object) -> str:
    return "" if isinstance(value, dict) else "must be an object"


CHECKS: Mapping[str, Check] = {
    "also_known_as": texts,
    "steps": texts,
    "cues": texts,
    "mistakes": texts,
    "gaps": texts,
    "notices": texts,
    "equipment": codes(Equipment.values),
    "muscles_prime": codes(Muscle.values),
    "muscles_helping": codes(Muscle.values),
    "regions": codes(Region.values),
    "contraindications": cautions,
    "precautions": cautions,
    "credits": credits,
    "stated_dosage": mapping,
    "usual_dosage": mapping,
    "usual_frequency": mapping,
}


def problems(exercise: Any) -> dict[str, str]:
    """Every list-shaped field of an exercise that can't be kept, with the reason."""
    found = {field: check(getattr(exercise, field)) for field, check in CHECKS.items()}
    found = {field: message for field, message in found.items() if message}
    if not found:
        tags = [tag["code"] for tag in [*exercise.contraindications, *exercise.precautions]]
        if len(set(tags)) < len(tags):
            found["precautions"] = "names a caution twice; it is either a must-not or a take-care"
    return found
