import datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone

from apps.core.charts import ChartWeek
from apps.core.templatetags.reprise import dose, icon, initials, kind, nice_date, pain_chart, spark


class EveryKind(forms.Form):
    name = forms.CharField(help_text="As friends know them.", widget=forms.TextInput(attrs={"placeholder": "Name"}))
    about = forms.CharField(widget=forms.Textarea, required=False)
    level = forms.ChoiceField(choices=[("a", "A")])
    kit = forms.MultipleChoiceField(choices=[("mat", "Mat")], widget=forms.CheckboxSelectMultiple, help_text="At home.")
    side = forms.ChoiceField(choices=[("left", "Left")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Yes, I agree")
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 reps", '<span class="nowrap"><b>10</b> reps</span>'),
        (
            "3 sets of 8–10 reps",
            '<span class="nowrap"><b>3</b> sets</span> of <span class="nowrap"><b>8–10</b> reps</span>',
        ),
        ("hold 5 s", 'hold <span class="nowrap"><b>5</b> s</span>'),
        ("hold 5 sideways", "hold <b>5</b> sideways"),
        ("with 2.5 kg", 'with <span class="nowrap"><b>2.5</b> kg</span>'),
        ("2 × 4", '<b>2</b> <i aria-hidden="true">×</i><span class="vh"> sets of </span> <b>4</b>'),
        ("as many as you can", "as many as you can"),
    ],
)
def test_dose_makes_figures_heavy_and_keeps_units_with_them(text, expected):
    assert dose(text) == expected


def test_dose_escapes_what_people_type_and_leaves_entities_alone():
    assert dose("<b>3</b> 'sets'") == "&lt;b&gt;<b>3</b>&lt;/b&gt; &#x27;sets&#x27;"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Maya Okafor", "MO"), ("Priya", "P"), ("Ana María de la Cruz", "AC"), ("  ", "?"), ("zoë (night) ward", "ZW")],
)
def test_initials_take_the_first_and_last_word(name, expected):
    assert initials(name) == expected


def test_nice_date_in_words():
    this_year = datetime.date(timezone.localdate().year, 10, 14)
    weekday = this_year.strftime("%A")
    assert nice_date(this_year) == f"{weekday} 14 October"
    assert nice_date(this_year, "short") == f"{weekday[:3]} 14 Oct"
    assert nice_date(datetime.date(2019, 10, 14)) == "Monday 14 October 2019"
    assert nice_date(None) == ""


def test_nice_date_says_near_days_by_name():
    today = timezone.localdate()
    three_days_ago = today - datetime.timedelta(days=3)
    assert nice_date(today, "near") == "Today"
    assert nice_date(today - datetime.timedelta(days=1), "near") == "Yesterday"
    assert nice_date(three_days_ago, "near") == three_days_ago.strftime("%A")
    assert nice_date(today + datetime.timedelta(days=1), "near") == nice_date(
        today + datetime.timedelta(days=1), "short"
    )


def test_nice_date_uses_the_local_day_of_a_moment():
    moment = datetime.datetime(2020, 6, 30, 23, 30, tzinfo=ZoneInfo("UTC"))
    with timezone.override(ZoneInfo("Europe/London")):
        assert nice_date(moment) == "Wednesday 1 July 2020"


def test_icon_is_hidden_unless_it_carries_the_meaning():
    assert 'aria-hidden="true"' in icon("check")
    assert "icons/icons.svg#i-check" in icon("check")
    labelled = icon("check", "icon--fill", label='Done "today"')
    assert 'class="icon icon--fill"' in labelled
    assert 'role="img" aria-label="Done &quot;today&quot;"' in labelled


def test_spark_marks_values_over_the_limit():
    drawn = spark([4, None, 6, 3], limit=5)
    assert drawn.count("spark__over") == 1
    assert drawn.count("spark__limit") == 1
    assert "spark__over" not in spark([4, 6])


def test_spark_of_nothing_draws_no_line():
    assert "spark__line" not in spark([])


def test_pain_chart_draws_a_tick_for_every_session():
    weeks = [ChartWeek("1 Sep", (6, None, 5)), ChartWeek("8", (4,), planned=2)]
    drawn = pain_chart(weeks, label="Pain fell from 6 to 4 & stayed there", limit=5, mark=1, mark_text="New <plan>")
    assert drawn.count('class="bar"') == 4
    assert drawn.count('class="bar bar--plan"') == 2
    assert drawn.count('class="limit"') == 1
    assert "New &lt;plan&gt;" in drawn
    assert 'aria-label="Pain fell from 6 to 4 &amp; stayed there"' in drawn
    assert "style=" not in drawn


def test_pain_chart_without_weeks_or_pain():
    assert pain_chart([], label="Nothing yet") == ""
    assert 'class="pain"' not in pain_chart([ChartWeek("1 Sep", planned=3)], label="Nothing yet")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name", "input"),
        ("about", "textarea"),
        ("level", "select"),
        ("kit", "choices"),
        ("side", "choices"),
        ("agree", "checkbox"),
        ("token", "hidden"),
    ],
)
def test_kind_of_field(name, expected):
    assert kind(EveryKind()[name]) == expected


def test_field_ties_hint_and_error_to_its_control():
    html = render_to_string("components/field.html", {"field": EveryKind({})["name"]})
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="input"' in html


def test_field_of_choices_is_a_fieldset_with_its_description():
    html = render_to_string("components/field.html", {"field": EveryKind({})["kit"]})
    assert '<fieldset class="field" id="id_kit_field" aria-describedby="id_kit_helptext id_kit_error">' in html
    assert html.count("<label") == 1


def test_bare_control_has_no_placeholder():
    template = Template("{% load reprise %}{% control form.name bare=bare %}")
    assert "placeholder" in template.render(Context({"form": EveryKind()}))
    assert "placeholder" not in template.render(Context({"form": EveryKind(), "bare": True}))


def test_error_summary_links_to_each_field():
    html = render_to_string("components/form_errors.html", {"form": EveryKind({})})
    assert 'href="#id_name"' in html
    assert 'href="#id_kit_field"' in html
