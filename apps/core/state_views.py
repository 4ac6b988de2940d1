"""The sheet of every component and its states, for the people who build and review screens."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.core.validators import MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from apps.core.charts import ChartWeek

ROLES = (
    *("bg", "surface", "sunken", "line", "ink", "ink-2", "ink-3", "act", "act-soft", "done", "done-soft"),
    *("body-fill", "body-ink", "body-soft", "note-ink", "note-soft", "stop", "fig-stage"),
)
WEEK = "full rest rest full rest full rest week full rest part rest full rest rest week full rest rest missed rest rest"
SPARK = [4, 4, 5, 4, 4, 3, 6, 4]
MEASURES = ["done", "now", "repeat", "to do", "to do", "bar", "to do", "to do", "end"]


@dataclass(frozen=True)
class SampleDay:
    letter: str
    number: int
    state: str
    label: str
    is_today: bool = False


SAMPLE_WEEK = [
    SampleDay("M", 13, "done", "Mon 13: done"),
    SampleDay("T", 14, "today", "Tue 14: today, session planned", is_today=True),
    SampleDay("W", 15, "rest", "Wed 15: rest day"),
    SampleDay("T", 16, "plan", "Thu 16: session planned"),
    SampleDay("F", 17, "rest", "Fri 17: rest day"),
    SampleDay("S", 18, "part", "Sat 18: part done"),
    SampleDay("S", 19, "gap", "Sun 19: not this time"),
]
SAMPLE_WEEKS = [
    ChartWeek("1 Sep", (6, 6, 5)),
    ChartWeek("8", (5, 6, 5)),
    ChartWeek("15", (5, 4, 4)),
    ChartWeek("22", (4, 4, 5)),
    ChartWeek("29 Sep", (4, 4, 3)),
    ChartWeek("6", (6, 4), planned=1),
    ChartWeek("Now", planned=3),
]
EFFORTS = [(1, "Very easy"), (2, "Easy"), (3, "About right"), (4, "Hard"), (5, "Too hard")]


class SampleForm(forms.Form):
    """One field of every kind that components/field.html draws."""

    hold = forms.CharField(initial="5 seconds")
    sets = forms.IntegerField(
        help_text="How many times the whole thing is done.",
        validators=[MinValueValidator(1, "Enter 1 or more sets.")],
    )
    summary = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, initial="Eccentrically load the iliopsoas."
    )
    level = forms.ChoiceField(choices=[("gentle", "Gentle"), ("medium", "Medium"), ("hard", "Hard")])
    kit = forms.MultipleChoiceField(
        choices=[("mat", "Mat"), ("band", "Band"), ("ball", "Ball")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    side = forms.ChoiceField(choices=[("left", "Left"), ("right", "Right")], widget=forms.RadioSelect)
    remind = forms.BooleanField(label="Remind me in the morning", required=False)
    pain = forms.TypedChoiceField(
        label="Worst pain during the session",
        help_text="0 is none, 10 is the worst you can imagine",
        choices=[(number, str(number)) for number in range(11)],
        widget=forms.RadioSelect,
        initial=3,
    )
    sore = forms.ChoiceField(
        label="Pain while doing it",
        choices=[("none", "None"), ("little", "A little"), ("lot", "A lot")],
        widget=forms.RadioSelect,
    )
    effort = forms.TypedChoiceField(
        label="How hard was it?",
        choices=EFFORTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how hard it was."},
    )


def sample_context() -> dict[str, Any]:
    return {
        "roles": ROLES,
        "days": SAMPLE_WEEK,
        "weeks": SAMPLE_WEEKS,
        "marks": WEEK.split(),
        "spark_values": SPARK,
        "measures": MEASURES,
        "decide": sample_button("Decide"),
        "undo": sample_button("Undo"),
        "svg": render_to_string("core/_sample_figure.html"),
        "form": SampleForm(),
        "refused": SampleForm(
            {"hold": "5 seconds", "sets": "0", "level": "gentle", "side": "left", "pain": "3", "sore": "none"}
        ),
        "page": Paginator(range(60), 20).page(2),
        "sample_messages": [Message(constants.SUCCESS, "Dead bug added from week 5")],
    }


def sample_button(label: str) -> str:
    look = {"label": label, "look": "line", "extra": "btn--sm", "type": "button"}
    return render_to_string("components/button.html", look)


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """Every component in its states, in the styles the screens use."""
    return render(request, "core/states.html", sample_context())
