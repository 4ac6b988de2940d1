"""What a prescription describes, for the meter of completeness. No query."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from apps.prescriptions.domain.completeness import TEXTS, Completeness, Described, cert_completeness
from apps.prescriptions.mapping import PlanBundle
from apps.prescriptions.models import Routine


def completeness_of(bundle: PlanBundle) -> Completeness:
    """The meter of a plan that was read with `contents=True`, as it is stored."""
    prescription, exercises = bundle.prescription, bundle.exercises
    said = described(
        contents=[exercise.content for exercise in exercises],
        has_dosages=bool(exercises) and all(exercise.steps for exercise in exercises),
        has_rule=bool(bundle.phases) or any(exercise.ladder for exercise in exercises),
        is_fitted=any(exercise.note or exercise.settings or exercise.ladder for exercise in exercises),
        texts={"motivation": prescription.message, **prescription.description},
        routine=prescription.routine,
    )
    return cert_completeness(with_what_happened(said, bundle))


def with_what_happened(said: Described, bundle: PlanBundle) -> Described:
    """With what a running plan has on record by itself."""
    decided = bool(bundle.decisions or bundle.exercise_decisions) or bundle.version.number > 1
    return replace(
        said,
        progression_record=decided,
        tailoring_note=said.tailoring_note or bool(bundle.version.reason),
        fidelity_actual=bool(bundle.prescription.standing.get("last_log")),
    )


def described(
    *,
    contents: Sequence[Mapping[str, Any]],
    has_dosages: bool,
    has_rule: bool,
    is_fitted: bool,
    texts: Mapping[str, str],
    routine: Routine | None,
) -> Described:
    """A plan, stored or still being written.

    A plan of this product is for one client, at home, with reports of sessions and of harm built in, and whether it
    follows a routine is on record: those items are always there.
    """
    told = {name: bool(texts.get(name, "").strip()) for name in TEXTS}
    return replace(
        Described(**told),
        equipment=bool(contents) and all("equipment" in content for content in contents),
        delivery_format=True,
        adherence=True,
        progression_rule=told["progression_rule"] or has_rule,
        replicable=bool(contents) and all(content.get("steps") for content in contents),
        home_part=True,
        other_parts=told["other_parts"] or bool(routine is not None and routine.education),
        adverse_events=True,
        setting=True,
        dosage=has_dosages,
        tailored=True,
        tailoring_note=told["tailoring_note"] or is_fitted,
    )
