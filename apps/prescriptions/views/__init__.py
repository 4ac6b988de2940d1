from apps.prescriptions.views.editing import edit
from apps.prescriptions.views.moving import clear_red_flag, move_step, pause, resume, save, stop
from apps.prescriptions.views.prescribing import choose, prescribe
from apps.prescriptions.views.routines import choose_client, routine, routines

__all__ = [
    "choose",
    "choose_client",
    "clear_red_flag",
    "edit",
    "move_step",
    "pause",
    "prescribe",
    "resume",
    "routine",
    "routines",
    "save",
    "stop",
]
