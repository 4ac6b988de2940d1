"""Pictures and coded words of an exercise, on a page of any app."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from apps.catalogue.vocabulary import Caution, Equipment, Kind, Level, Muscle, Position, Region, State

register = template.Library()
WORDS: Mapping[str, Mapping[str, Any]] = {
    "caution": dict(Caution.choices),
    "equipment": dict(Equipment.choices),
    "kind": dict(Kind.choices),
    "level": dict(Level.choices),
    "muscle": dict(Muscle.choices),
    "position": dict(Position.choices),
    "region": dict(Region.choices),
    "state": dict(State.choices),
}


@register.filter
def picture(svg: str) -> SafeString:
    """A drawing of our own engine. It made every character of it, so this is the one place that trusts SVG."""
    return mark_safe(svg)  # noqa: S308


@register.filter
def label(code: str, vocabulary: str) -> str:
    """The words of one code: {{ "supine"|label:"position" }}."""
    return str(WORDS[vocabulary].get(code, code))


@register.filter
def labels(codes: Sequence[str], vocabulary: str) -> str:
    """The words of several codes as they stand in a sentence: "Psoas, glutes"."""
    text = ", ".join(label(code, vocabulary).lower() for code in codes)
    return text[:1].upper() + text[1:]


@register.filter
def card_line(content: Mapping[str, Any]) -> str:
    """What an exercise works and what it needs, in one line: "Psoas, glutes · standing · wall"."""
    parts = [labels(content["muscles_prime"], "muscle")]
    if content["position"]:
        parts.append(label(content["position"], "position").lower())
    parts += [label(code, "equipment").lower() for code in content["equipment"] if code != Equipment.NONE]
    return " · ".join(part for part in parts if part)


@register.filter
def content_line(exercise: Any) -> str:
    """The same line for a curator's working copy."""
    fields = ("muscles_prime", "position", "equipment")
    return card_line({name: getattr(exercise, name) for name in fields})
