"""My plan: every exercise with its pictures, the weeks to come, and why."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from apps.accounts.access import client_view
from apps.catalogue.models import ExerciseRevision, Figure
from apps.portal import phone_words
from apps.portal.queries.client_app import Home, load_home
from apps.portal.views.today import where
from apps.prescriptions.domain.rendering import render as dosage_text
from apps.prescriptions.domain.rendering import render_frequency
from apps.prescriptions.mapping import BundledExercise
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.queries import PlannedExercise, plan_settings

DRAWINGS = ("animated", "static", "start", "finish")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An exercise of this week, its two pictures, and how its amount changes in the weeks to come."""

    exercise: PlannedExercise
    start: SafeString
    finish: SafeString
    later: tuple[tuple[int, str], ...]


@client_view
@require_safe
def plan(request: Any) -> HttpResponse:
    home = load_home(request.device.client, figures=False)
    if home.bundle is None or home.state is None or home.plan is None:
        return redirect("portal:today")
    pictures = _pictures([exercise.source.revision_id for exercise in home.exercises])
    week = max(home.state.programme_week, 1)
    lines = [_line(exercise, pictures, week) for exercise in home.exercises]
    planned = {exercise.key for exercise in home.exercises}
    context = {
        **where(home),
        "nav": "plan",
        "client": home.client,
        "prescription": home.bundle.prescription,
        "routine": _reading(home.bundle.prescription),
        "therapist": home.bundle.prescription.therapist.first_name,
        "week": week,
        "frequency": render_frequency(home.plan.frequency),
        "amount": phone_words.amount(home.exercises),
        "lines": lines,
        "joining": _joining(home, planned, week),
    }
    return render(request, "portal/plan.html", context)


def _reading(prescription: Prescription) -> Routine | None:
    """What the routine says about itself."""
    if prescription.routine_id is None:
        return None
    return Routine.objects.filter(pk=prescription.routine_id).only("why", "education").first()


def _pictures(revision_ids: list[int]) -> dict[int, Figure | None]:
    rows = ExerciseRevision.objects.filter(pk__in=revision_ids).select_related("figure")
    return {row.pk: row.figure for row in rows.only("figure__start", "figure__finish")}


def _line(exercise: PlannedExercise, pictures: dict[int, Figure | None], week: int) -> PlanLine:
    figure = pictures.get(exercise.source.revision_id)
    return PlanLine(
        exercise=exercise,
        start=mark_safe(figure.start if figure else ""),  # noqa: S308
        finish=mark_safe(figure.finish if figure else ""),  # noqa: S308
        later=later_amounts(exercise.source, week),
    )


def later_amounts(exercise: BundledExercise, week: int) -> tuple[tuple[int, str], ...]:
    """(week, amount) of each change after this programme week."""
    return tuple(
        (first, "not in the plan" if dosage is None else dosage_text(dosage))
        for first, dosage in exercise.row
        if first > week
    )


def _joining(home: Home, planned: set[UUID], week: int) -> list[tuple[str, int]]:
    """Exercises that come in later: name and week."""
    found = []
    for exercise in home.bundle.exercises if home.bundle else ():
        first = next((begins for begins, dosage in exercise.row if dosage is not None and begins > week), None)
        if exercise.key not in planned and first is not None:
            found.append((exercise.name, first))
    return found


def _drawings(revision_id: int) -> dict[str, SafeString]:
    """The moving picture, what stands in for it without motion, and its two ends; empty where nobody has drawn it."""
    row = ExerciseRevision.objects.filter(pk=revision_id).values_list(*[f"figure__{name}" for name in DRAWINGS]).first()
    return {name: mark_safe(svg or "") for name, svg in zip(DRAWINGS, row or [""] * len(DRAWINGS), strict=True)}  # noqa: S308


@client_view
@require_safe
def plan_exercise(request: Any, key: UUID) -> HttpResponse:
    """One exercise as it was when it was prescribed: how to do it, what to notice, when to stop."""
    home = load_home(request.device.client, figures=False, contents=True)
    bundled = next((ex for ex in home.bundle.exercises if ex.key == key), None) if home.bundle else None
    if bundled is None or home.bundle is None or home.state is None:
        raise Http404
    week = max(home.state.programme_week, 1)
    dosage = bundled.dosage_in(week)
    context = {
        "nav": "plan",
        "client": home.client,
        "therapist": home.bundle.prescription.therapist.first_name,
        "exercise": bundled,
        "content": bundled.content,
        "text": dosage_text(dosage) if dosage else "",
        **_drawings(bundled.revision_id),
        "limit": plan_settings(home.bundle).accept_pain,
        "later": later_amounts(bundled, week),
    }
    return render(request, "portal/plan_exercise.html", context)
