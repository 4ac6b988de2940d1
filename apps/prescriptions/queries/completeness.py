"""What a prescription describes, for the meter of completeness. No query."""

from apps.prescriptions.domain.completeness import Completeness, Described, cert_completeness
from apps.prescriptions.mapping import PlanBundle


def completeness_of(bundle: PlanBundle) -> Completeness:
    """The meter of a plan that was read with `contents=True`.

    A plan of this product is for one client, at home, with reports of sessions and of harm built in: those items are
    always there. What it has no place for yet is missing, and said so.
    """
    contents = [exercise.content for exercise in bundle.exercises]
    prescription, routine = bundle.prescription, bundle.prescription.routine
    changed = any(exercise.note or exercise.settings or exercise.ladder for exercise in bundle.exercises)
    tailored = bundle.version.number > 1 or bool(changed or prescription.message)
    decided = bool(bundle.decisions or bundle.exercise_decisions)
    return cert_completeness(
        Described(
            equipment=bool(contents) and all("equipment" in content for content in contents),
            delivery_format=True,
            adherence=True,
            motivation=bool(prescription.message),
            progression_rule=bool(bundle.phases) or any(exercise.ladder for exercise in bundle.exercises),
            progression_record=decided or bundle.version.number > 1,
            replicable=bool(contents) and all(content.get("steps") for content in contents),
            home_part=True,
            adverse_events=True,
            setting=True,
            dosage=bool(bundle.exercises) and all(exercise.steps for exercise in bundle.exercises),
            tailored=tailored or routine is None,
            tailoring_note=bool(bundle.version.reason or changed),
            fidelity_actual=bool(prescription.standing.get("last_log")),
        )
    )
