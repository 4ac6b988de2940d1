"""Exercises for tests. Nothing here reads the files of the curated library."""

from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from apps.catalogue.models import Exercise, Figure, Source
from apps.catalogue.operations.indexing import reindex
from apps.catalogue.operations.workflow import add_revision
from apps.catalogue.vocabulary import State

_numbers = count(1)
SVG = '<svg class="fig" viewBox="0 0 4 3" aria-hidden="true" focusable="false"><path class="fg-body" d="M0 0"/></svg>'
# A pose without problems: somebody standing, whose arm lifts.
STANDING: dict[str, Any] = {
    "title": "Standing",
    "desc": "Standing upright, then one arm lifts.",
    "muscles": ["glutes"],
    "base": {"anchor": [{"p": "ankle_n", "x": 0, "y": 7}], "arm_n": {"shoulder": 40}, "arm_f": {"shoulder": 40}},
    "frames": [{"name": "stand"}, {"name": "reach", "arm_n": {"shoulder": 60}}],
}


def make_source(slug: str = "test-source") -> Source:
    return Source.objects.get_or_create(slug=slug, defaults={"title": "A source", "author": "A. Author"})[0]


def make_figure() -> Figure:
    """A stored figure of the standing pose. Its pictures are one small path: nothing is drawn for it."""
    drawings = dict.fromkeys(("thumb", "start", "finish", "static", "animated"), SVG)
    return Figure.objects.create(digest=f"test-{next(_numbers)}", engine_version="1", pose=STANDING, **drawings)


def exercise_values(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "slug": slugify(name),
        "kind": "strength",
        "level": "gentle",
        "position": "supine",
        "summary": "Lifts the hips off the floor.",
        "start_position": "Lie on your back with your knees bent.",
        "steps": ["Press your feet down.", "Lift your hips.", "Lower them slowly."],
        "cues": ["Keep your hips level."],
        "equipment": ["none"],
        "muscles_prime": ["glutes"],
        "regions": ["hip"],
        "contraindications": [{"code": "recent_abdominal_surgery", "note": "Wait until you are cleared."}],
        "precautions": [{"code": "pregnancy", "note": "Do not stay flat for long."}],
        "usual_dosage": {"sets": [2, 2], "repetitions": [8, 8]},
        "usual_frequency": {"per_week": [2, 3], "per_day": [1, 1]},
    }


def make_exercise(name: str = "", *, state: str = State.PUBLISHED, clinic: Any = None, **values: Any) -> Exercise:
    """An exercise of the shared library (clinic None) that passes every check.

    A published or retired one has revision 1; one in review was sent by `submitted_by`.
    """
    name = name or f"Exercise {next(_numbers)}"
    fields = {**exercise_values(name), "clinic": clinic, **values}
    fields.setdefault("figure", make_figure())
    fields.setdefault("source", make_source())
    exercise = Exercise.objects.create(**fields)
    if state in {State.PUBLISHED, State.RETIRED}:
        publish_now(exercise)
    if state == State.IN_REVIEW:
        exercise.submitted_at = timezone.now()
    exercise.state = state
    exercise.save()
    reindex(exercise)
    return exercise


def publish_now(exercise: Exercise) -> Exercise:
    """The next revision of what it says now, past every rule."""
    add_revision(exercise, published_by=None)
    return exercise
