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
    settled,
)
from apps.prescriptions.operations.assigning import assign_routine
from apps.prescriptions.operations.checks import Prescribable, load_prescribable, plan_problems
from apps.prescriptions.operations.editing import edit_prescription, programme_week_now
from apps.prescriptions.operations.exercise_acts import (
    accept_proposal,
    choose_easier,
    edit_dosage,
    keep_dosage,
    restart_exercise,
    step_back,
    undo_decision,
)
from apps.prescriptions.operations.loading import load_routines
from apps.prescriptions.operations.moving import clear_red_flag, move_step, pause, resume, stop
from apps.prescriptions.operations.reviewing import (
    keep_standing,
    read_again,
    refresh_standing,
    review_gaps,
    review_progression,
    store_decisions,
)
from apps.prescriptions.operations.saving import save_as_routine
from apps.prescriptions.operations.swapping import (
    choose_easier_exercise,
    easier_for_client,
    neighbours,
    swap_exercise,
    take_back,
)

__all__ = [
    "DEFAULT_FREQUENCY",
    "AssignedExercise",
    "AssignedPhase",
    "AssignedPlan",
    "PlanProblem",
    "PlanRefused",
    "Prescribable",
    "accept_proposal",
    "assign_routine",
    "choose_easier",
    "choose_easier_exercise",
    "clear_red_flag",
    "easier_for_client",
    "edit_dosage",
    "edit_prescription",
    "fit_phases",
    "fit_steps",
    "keep_dosage",
    "keep_standing",
    "load_prescribable",
    "load_routines",
    "move_step",
    "neighbours",
    "pause",
    "plan_from_routine",
    "plan_problems",
    "programme_week_now",
    "read_again",
    "refresh_standing",
    "restart_exercise",
    "resume",
    "review_gaps",
    "review_progression",
    "save_as_routine",
    "settled",
    "step_back",
    "stop",
    "store_decisions",
    "swap_exercise",
    "take_back",
    "undo_decision",
]
