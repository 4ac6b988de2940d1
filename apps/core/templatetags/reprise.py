"""Small words of the design language: doses, dates, initials, icons and the little charts."""

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from apps.core import charts

register = template.Library()

UNITS = (
    "seconds|second|minutes|minute|breaths|breath|metres|metre|pulses|rounds|round|repetitions|repetition|"
    "reps|rep|sets|set|times|steps|step|weeks|week|days|day|min|kg|lb|cm|m|s"
)
# An HTML entity may hold digits (&#x27;), so it is matched first and left alone.
DOSE_PART = re.compile(
    rf"(?P<entity>&#?\w+;)|(?P<times>\s?×\s?)"
    rf"|(?P<figure>\d+(?:[.,]\d+)?(?:[–-]\d+(?:[.,]\d+)?)?)(?:(?P<space>\s?)(?P<unit>{UNITS})\b)?"
)
TIMES = ' <i aria-hidden="true">×</i><span class="vh"> sets of </span> '


def _dose_part(match: re.Match[str]) -> str:
    if match["entity"]:
        return match["entity"]
    if match["times"]:
        return TIMES
    figure = f"<b>{match['figure']}</b>"
    if match["unit"]:
        return f'<span class="nowrap">{figure}{match["space"]}{match["unit"]}</span>'
    return figure


@register.filter
def dose(text: object) -> SafeString:
    """A dosage phrase with its figures heavy, and a number never parted from its unit."""
    return mark_safe(DOSE_PART.sub(_dose_part, str(conditional_escape(text if isinstance(text, str) else str(text)))))  # noqa: S308


@register.filter
def web_address(value: object) -> str:
    """The address of a link that came from outside; nothing when it would do anything but open a page of the web."""
    text = str(value).strip()
    return text if text.lower().startswith(("https://", "http://")) else ""


@register.filter
def initials(name: object) -> str:
    """First letters of the first and the last word: "Maya Okafor" is "MO"."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    if not words:
        return "?"
    return "".join(word[0] for word in (words if len(words) == 1 else (words[0], words[-1]))).upper()


def _as_date(value: datetime.date | None) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def nice_date(value: datetime.date | None, style: str = "long") -> str:
    """A date in words: "long" Tuesday 14 October, "short" Tue 14 Oct, "near" Today, Yesterday, Sunday, then short."""
    day = _as_date(value)
    if day is None:
        return ""
    return _date_words(day, style, timezone.localdate())


@lru_cache(maxsize=2048)
def _date_words(day: datetime.date, style: str, today: datetime.date) -> str:
    days_ago = (today - day).days
    if style == "near" and 0 <= days_ago < 2:
        return ("Today", "Yesterday")[days_ago]
    if style == "near" and 2 <= days_ago < 7:
        return date_format(day, "l")
    year = "" if day.year == today.year else " Y"
    return date_format(day, ("l j F" if style == "long" else "D j M") + year)


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, extra: str = "", label: str = "") -> SafeString:
    """One icon of the sprite. Without a label it is hidden from screen readers: the words beside it say it."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    classes = f"icon {extra}".strip()
    return format_html(
        '<svg class="{}" {} focusable="false"><use href="{}#i-{}"/></svg>',
        classes,
        meaning,
        static("icons/icons.svg"),
        name,
    )


@register.simple_tag
def spark(values: Sequence[int | None], limit: int | None = None, width: int = 92, height: int = 30) -> SafeString:
    """Recent pain as a line. The words beside it carry the numbers, so it is hidden from screen readers."""
    return charts.spark(values, limit=limit, width=width, height=height)


@register.simple_tag
def pain_chart(
    weeks: Sequence[charts.ChartWeek],
    label: str,
    width: int = 318,
    height: int = 196,
    limit: int | None = None,
    mark: int | None = None,
    mark_text: str = "",
) -> SafeString:
    """Worst pain over the sessions of each week. `label` is a sentence with the finding; give the table beside it."""
    mark_at = None if mark is None else (mark, mark_text)
    return charts.pain_chart(weeks, label=label, width=width, height=height, limit=limit, mark=mark_at)


@register.filter
def kind(field: BoundField) -> str:
    """Which control components/field.html draws: checkbox, choices, textarea, select, hidden or input."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxInput):
        return "checkbox"
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return "choices"
    if isinstance(widget, Textarea):
        return "textarea"
    return "select" if isinstance(widget, Select) else "input"


@register.simple_tag
def control(field: BoundField, extra: str = "", bare: bool = False) -> SafeString:
    """The field's widget in our look, without its placeholder when bare. Django ties it to its hint and its error."""
    attrs: dict[str, str | bool] = {"placeholder": False} if bare else {}
    if kind(field) in {"input", "textarea", "select"}:
        attrs["class"] = " ".join(filter(None, ["input", field.field.widget.attrs.get("class", ""), extra]))
    return field.as_widget(attrs=attrs)
