"""Routines in Django's admin. Prescriptions are clinical records: they are opened, and audited, on their own pages."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.accounts.audit import record
from apps.accounts.models import Actor
from apps.accounts.vocabulary import Role
from apps.catalogue.models import Exercise
from apps.core.admin import SearchedRow
from apps.prescriptions.domain.dosage import dosage_from_json
from apps.prescriptions.domain.frequency import frequency_from_json
from apps.prescriptions.domain.problems import BadValue, Problem
from apps.prescriptions.domain.rounds import rounds_from_json
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


def no_circuit_problems(data: Any) -> list[Problem]:
    rounds_from_json(data)
    return []


class RoutineForm(forms.ModelForm):
    def clean_frequency(self) -> Any:
        return checked(self.cleaned_data["frequency"], lambda data: validate_frequency(frequency_from_json(data)))


class RoutineExerciseForm(forms.ModelForm):
    def clean_stated_dosage(self) -> Any:
        """What the source states, gaps and all: only the shape is checked."""
        return checked(self.cleaned_data["stated_dosage"] or {}, no_problems)

    def clean_circuit(self) -> Any:
        return checked(self.cleaned_data["circuit"] or {}, no_circuit_problems)


class RoutineStepForm(forms.ModelForm):
    def clean_dosage(self) -> Any:
        data = self.cleaned_data["dosage"]
        return None if data is None else checked(data, lambda value: validate(dosage_from_json(value)))


class SharedChoices(admin.options.BaseModelAdmin):
    """What a row of the shared library may point at: the shared library. A clinic's own things belong to it."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.related_model in {Exercise, Routine}:
            options["queryset"] = db_field.related_model.objects.filter(clinic=None)
        if db_field.name in self.autocomplete_fields:
            options["widget"] = SearchedRow(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)


class PhaseInline(admin.TabularInline):
    model = RoutinePhase
    extra = 0


class ExerciseInline(SharedChoices, admin.TabularInline):
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
class RoutineAdmin(SharedChoices, admin.ModelAdmin):
    """The shared library's routines. A clinic's own ones belong to its therapists."""

    form = RoutineForm
    list_display = ("name", "state", "weeks", "source")
    list_filter = ("state",)
    list_select_related = ("source",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    exclude = ("clinic",)
    inlines = (PhaseInline, ExerciseInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Routine]:
        return super().get_queryset(request).filter(clinic=None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: Any, obj: Routine, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        by = Actor(user=request.user, clinic=None, role=Role.CURATOR)
        record("routine.edited" if change else "routine.added", by=by, subject=obj, fields=form.changed_data)


@admin.register(RoutineExercise)
class RoutineExerciseAdmin(SharedChoices, admin.ModelAdmin):
    form = RoutineExerciseForm
    list_display = ("exercise", "routine", "order", "section")
    list_select_related = ("exercise", "routine")
    search_fields = ("exercise__name", "routine__name")
    autocomplete_fields = ("exercise", "routine")
    inlines = (StepInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoutineExercise]:
        return super().get_queryset(request).filter(routine__clinic=None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
