"""Routines in Django's admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.prescriptions.admin import RoutineExerciseForm, RoutineForm, RoutineStepForm
from apps.prescriptions.models import Prescription, Routine
from tests.factories.prescriptions import make_routine
from tests.personas import Personas


@pytest.fixture
def keeper(db: None, as_staff: Callable[[User], Browser]) -> Browser:
    return as_staff(User.objects.create_superuser("keeper@example.org", name="Keeper"))


def test_routine_pages_open(keeper: Browser) -> None:
    routine = make_routine()
    exercise = routine.exercises.first()
    assert exercise is not None
    for path in (
        reverse("admin:prescriptions_routine_changelist"),
        reverse("admin:prescriptions_routine_change", args=[routine.pk]),
        reverse("admin:prescriptions_routineexercise_change", args=[exercise.pk]),
    ):
        assert keeper.get(path).status_code == 200


def test_prescriptions_are_not_in_the_admin(personas: Personas) -> None:
    assert site.is_registered(Routine)
    assert not site.is_registered(Prescription)


@pytest.mark.parametrize(
    ("form", "field", "value", "says"),
    [
        (RoutineForm, "frequency", {"per_week": [9, 9]}, "per_week"),
        (RoutineForm, "frequency", {"often": 2}, "often"),
        (RoutineExerciseForm, "stated_dosage", {"sets": "3"}, "sets"),
        (RoutineExerciseForm, "circuit", {"number": 1, "rounds": [4, 2]}, "rounds"),
        (RoutineExerciseForm, "circuit", ["two"], "must be an object"),
        (RoutineStepForm, "dosage", {"sets": [3, 2], "repetitions": [8, 8]}, "sets"),
    ],
)
def test_bad_json_is_refused_by_field(form: Any, field: str, value: Any, says: str) -> None:
    class Checked(form):  # type: ignore[misc]
        def __init__(self) -> None:
            self.cleaned_data = {field: value}

    with pytest.raises(ValidationError, match=says):
        getattr(Checked(), f"clean_{field}")()


@pytest.mark.parametrize("page", ["routineexercise/add/", "routine/add/"])
def test_a_row_that_is_no_number_is_refused_in_words(
    personas: Personas, as_staff: Callable[[User], Browser], page: str
) -> None:
    personas.ada.is_staff = True
    personas.ada.save()
    counts = {f"{part}-{name}_FORMS": "0" for part in ("steps", "phases") for name in ("TOTAL", "INITIAL")}
    counts |= {"exercises-TOTAL_FORMS": "1", "exercises-INITIAL_FORMS": "0", "exercises-0-exercise": "nothing"}
    body = {"routine": "nothing", "exercise": "<b>", **counts}
    assert as_staff(personas.ada).post(f"/admin/prescriptions/{page}", body).status_code == 200
