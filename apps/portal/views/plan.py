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
from apps.portal import phone_news, phone_words
from apps.portal.phone_easier import easier, easier_exercise
from apps.portal.phone_news import ExerciseNews
from apps.portal.queries.client_app import Home, load_home
from apps.portal.views.today import where
from apps.prescriptions.domain.rendering import render_frequency
from apps.prescriptions.domain.rounds import amount_in_turn
from apps.prescriptions.mapping import BundledExercise
from apps.prescriptions.models import Prescription, Routine
from apps.prescriptions.queries import PlannedExercise, dosage_to_do, plan_settings

DRAWINGS = ("animated", "static", "start", "finish")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An exercise of this week, its two pictures, and how its amount changes in the weeks to come."""

    exercise: PlannedExercise
    start: SafeString
    finish: SafeString
    later: tuple[tuple[int, str], ...]
    told: ExerciseNews | None


@client_view
@require_safe
def plan(request: Any) -> HttpResponse:
    home = load_home(request.device.client, figures=False)
    if home.bundle is None or home.state is None or home.plan is None:
        return redirect("portal:today")
    pictures = _pictures([exercise.source.revision_id for exercise in home.exercises])
    week = max(home.state.programme_week, 1)
    told = phone_news.news(home)
    lines = [_line(home, exercise, pictures, told.get(exercise.key)) for exercise in home.exercises]
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
        "decision": phone_words.decision_line(home),
        "left_out": phone_news.left_out(home),
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


def _line(
    home: Home, exercise: PlannedExercise, pictures: dict[int, Figure | None], told: ExerciseNews | None
) -> PlanLine:
    figure = pictures.get(exercise.source.revision_id)
    return PlanLine(
        exercise=exercise,
        start=mark_safe(figure.start if figure else ""),  # noqa: S308
        finish=mark_safe(figure.finish if figure else ""),  # noqa: S308
        later=later_amounts(home, exercise.source),
        told=told,
    )


def later_amounts(home: Home, exercise: BundledExercise) -> tuple[tuple[int, str], ...]:
    """(week, amount) of each change after this programme week, by what was decided so far."""
    assert home.bundle is not None
    assert home.state is not None
    week = max(home.state.programme_week, 1)
    before, found = dosage_to_do(home.bundle, exercise, week=week, on=home.today), []
    for first in (begins for begins, _ in exercise.row if begins > week):
        dosage = dosage_to_do(home.bundle, exercise, week=first, on=home.today)
        if dosage != before:
            text = "not in the plan" if dosage is None else amount_in_turn(dosage, exercise.rounds)
            found.append((first, text))
        before = dosage
    return tuple(found)


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
    planned = next((exercise for exercise in home.exercises if exercise.key == key), None)
    told = {**{row.key: row for row in phone_news.left_out(home)}, **phone_news.news(home)}
    context = {
        "nav": "plan",
        "client": home.client,
        "therapist": home.bundle.prescription.therapist.first_name,
        "exercise": bundled,
        "content": bundled.content,
        "text": planned.text_alone if planned is not None else "",
        "partners": phone_words.partners(home.exercises, planned) if planned is not None else "",
        "told": told.get(key),
        "easier": easier(home, bundled),
        "another": easier_exercise(home, bundled),
        **_drawings(bundled.revision_id),
        "limit": plan_settings(home.bundle).accept_pain,
        "later": later_amounts(home, bundled),
    }
    return render(request, "portal/plan_exercise.html", context)
