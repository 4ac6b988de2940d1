"""Stored dosages and frequencies as plain words, on a page of any app."""

from typing import Any

from django import template

from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.problems import BadValue
from apps.prescriptions.domain.rendering import render, render_frequency

register = template.Library()


@register.filter
def dosage_text(data: dict[str, Any] | None) -> str:
    """ "2 × 6 reps, each side". Nothing for no dosage, or for one that an old version could not keep whole."""
    try:
        return render(dosage_from_json(data)) if data else ""
    except BadValue:
        return ""


@register.filter
def dosage_gaps_text(data: dict[str, Any] | None) -> str:
    """The same with what is not stated spelled out, for curators and therapists."""
    try:
        return render(dosage_from_json(data or {}), show_gaps=True)
    except BadValue:
        return ""


@register.filter
def frequency_text(data: dict[str, Any] | None) -> str:
    """ "2–3 times a week"."""
    try:
        return render_frequency(frequency_from_json(data)) if data else ""
    except BadValue:
        return ""
