"""What a curator's browser sends and reads, for the tests of the curation pages."""

import json
from typing import Any

from django.http import QueryDict
from django.test import Client as Browser

from apps.catalogue.models import Exercise
from tests.factories.catalogue import STANDING, make_source


def text(response: Any) -> str:
    return str(response.content.decode())


def address(exercise: Exercise, part: str = "") -> str:
    return f"/curation/{exercise.public_id}/{part}"


def filled(exercise: Exercise, **changes: Any) -> str:
    """The edit form as a browser would send it, with these fields changed."""
    data = QueryDict(mutable=True)
    plain: dict[str, Any] = {
        "version": exercise.version,
        "name": exercise.name,
        "summary": exercise.summary,
        "start_position": exercise.start_position,
        "kind": exercise.kind,
        "level": exercise.level,
        "position": exercise.position,
        "cues": "\r\n".join(exercise.cues),
        "usual_dosage": "2 sets of 8 reps",
        "usual_frequency": "2–3 times a week",
        "source": make_source().pk,
        "licence": exercise.licence,
        "pose": json.dumps(STANDING),
        "picture_words": STANDING["desc"],
        "steps": exercise.steps,
        "muscles_prime": [*exercise.muscles_prime, ""],
        "regions": [*exercise.regions, ""],
        "equipment": [*exercise.equipment, ""],
        "cautions-rule": ["contraindication", "precaution", "contraindication"],
        "cautions-code": ["recent_abdominal_surgery", "pregnancy", ""],
        "cautions-note": ["Wait until you are cleared.", "Do not stay flat for long.", ""],
    }
    for name, value in {**plain, **changes}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data.urlencode()


def send(browser: Browser, exercise: Exercise, **changes: Any) -> Any:
    form = "application/x-www-form-urlencoded"
    return browser.post(address(exercise), filled(exercise, **changes), content_type=form)


def move(browser: Browser, exercise: Exercise, step: str) -> str:
    return text(browser.post(address(exercise, "move/"), {"move": step}, follow=True))
