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
from apps.prescriptions.operations.editing import edit_prescription, programme_week_now
from apps.prescriptions.operations.loading import load_routines
from apps.prescriptions.operations.moving import clear_red_flag, move_step, pause, resume, stop
from apps.prescriptions.operations.reviewing import refresh_standing, review_progression

__all__ = [
    "AssignedExercise",
    "AssignedPhase",
    "AssignedPlan",
    "PlanProblem",
    "PlanRefused",
    "assign_routine",
    "clear_red_flag",
    "edit_prescription",
    "fit_phases",
    "fit_steps",
    "load_routines",
    "move_step",
    "pause",
    "plan_from_routine",
    "programme_week_now",
    "refresh_standing",
    "resume",
    "review_progression",
    "stop",
]
