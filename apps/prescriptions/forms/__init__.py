from apps.prescriptions.forms.conflict import ConflictRow, conflict_rows
from apps.prescriptions.forms.editor import PlanEditor
from apps.prescriptions.forms.frame import COMMON_FREQUENCIES
from apps.prescriptions.forms.moves import MoveForm, PauseForm, SaveForm, StopForm, first_error
from apps.prescriptions.forms.report import Report
from apps.prescriptions.forms.setups import LeftOut, edit_editor, left_out, new_editor

__all__ = [
    "COMMON_FREQUENCIES",
    "ConflictRow",
    "LeftOut",
    "MoveForm",
    "PauseForm",
    "PlanEditor",
    "Report",
    "SaveForm",
    "StopForm",
    "conflict_rows",
    "edit_editor",
    "first_error",
    "left_out",
    "new_editor",
]
