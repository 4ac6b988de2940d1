"""Routines in Django's admin. Prescriptions are clinical records: they are opened, and audited, on their own pages."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.problems import BadValue, Problem
from apps.prescriptions.domain.validation import validate
from apps.prescriptions.domain.validation_plan import validate_frequency
from apps.prescriptions.models import Routine, RoutineDosageStep, RoutineExercise, RoutinePhase


def checked(data: Any, check: Callable[[Any], list[Problem]]) -> Any:
    """The data as it is, or every problem in it by field."""
    try:
        problems: tuple[Problem, ...] | list[Problem] = check(data)
    except BadValue as bad:
        problems = bad.problems
    if problems:
        raise ValidationError([f"{problem.field}: {problem.message}" for problem in problems])
    return data


def no_problems(data: Any) -> list[Problem]:
    dosage_from_json(data)
    return []


class RoutineForm(forms.ModelForm):
    def clean_frequency(self) -> Any:
        return checked(self.cleaned_data["frequency"], lambda data: validate_frequency(frequency_from_json(data)))


class RoutineExerciseForm(forms.ModelForm):
    def clean_stated_dosage(self) -> Any:
        """What the source states, gaps and all: only the shape is checked."""
        return checked(self.cleaned_data["stated_dosage"] or {}, no_problems)


class RoutineStepForm(forms.ModelForm):
    def clean_dosage(self) -> Any:
        data = self.cleaned_data["dosage"]
        return None if data is None else checked(data, lambda value: validate(dosage_from_json(value)))


class PhaseInline(admin.TabularInline):
    model = RoutinePhase
    extra = 0


class ExerciseInline(admin.TabularInline):
    model = RoutineExercise
    form = RoutineExerciseForm
    extra = 0
    autocomplete_fields = ("exercise",)
    show_change_link = True


class StepInline(admin.TabularInline):
    model = RoutineDosageStep
    form = RoutineStepForm
    extra = 0


@admin.register(Routine)
class RoutineAdmin(admin.ModelAdmin):
    form = RoutineForm
    list_display = ("name", "clinic", "state", "weeks", "source")
    list_filter = ("state",)
    list_select_related = ("clinic", "source")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PhaseInline, ExerciseInline)


@admin.register(RoutineExercise)
class RoutineExerciseAdmin(admin.ModelAdmin):
    form = RoutineExerciseForm
    list_display = ("exercise", "routine", "order", "section")
    list_select_related = ("exercise", "routine")
    search_fields = ("exercise__name", "routine__name")
    autocomplete_fields = ("exercise", "routine")
    inlines = (StepInline,)
