from apps.prescriptions.operations.assigned import (
    AssignedExercise,
    AssignedPhase,
    AssignedPlan,
    PlanProblem,
    PlanRefused,
    fit_phases,
    fit_steps,
    plan_from_routine,
)
from apps.prescriptions.operations.assigning import assign_routine
from apps.prescriptions.operations.loading import load_routines
from apps.prescriptions.operations.reviewing import refresh_standing, review_progression

__all__ = [
    "AssignedExercise",
    "AssignedPhase",
    "AssignedPlan",
    "PlanProblem",
    "PlanRefused",
    "assign_routine",
    "fit_phases",
    "fit_steps",
    "load_routines",
    "plan_from_routine",
    "refresh_standing",
    "review_progression",
]
