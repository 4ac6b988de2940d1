from apps.prescriptions.operations.assigned import (
    DEFAULT_FREQUENCY,
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
from apps.prescriptions.operations.checks import Prescribable, load_prescribable, plan_problems
from apps.prescriptions.operations.editing import edit_prescription, programme_week_now
from apps.prescriptions.operations.loading import load_routines
from apps.prescriptions.operations.moving import clear_red_flag, move_step, pause, resume, stop
from apps.prescriptions.operations.reviewing import refresh_standing, review_progression
from apps.prescriptions.operations.saving import save_as_routine

__all__ = [
    "DEFAULT_FREQUENCY",
    "AssignedExercise",
    "AssignedPhase",
    "AssignedPlan",
    "PlanProblem",
    "PlanRefused",
    "Prescribable",
    "assign_routine",
    "clear_red_flag",
    "edit_prescription",
    "fit_phases",
    "fit_steps",
    "load_prescribable",
    "load_routines",
    "move_step",
    "pause",
    "plan_from_routine",
    "plan_problems",
    "programme_week_now",
    "refresh_standing",
    "resume",
    "review_progression",
    "save_as_routine",
    "stop",
]
