from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.queries.grid import (
    Cell,
    Grid,
    GridRow,
    GridWeek,
    PlannedExercise,
    RowSource,
    exercises_of_week,
    lay_out,
    rows_of,
)
from apps.prescriptions.queries.plans import (
    active_prescription,
    client_today,
    get_prescription_for,
    load_plan,
    load_version,
)
from apps.prescriptions.queries.routines import (
    RoutineBundle,
    RoutineItem,
    get_routine_for,
    load_routine,
    load_routines_briefly,
    routines_for,
    unpublished_reason,
)
from apps.prescriptions.queries.states import grid, plan_settings, plan_state, standing_of

__all__ = [
    "BundledExercise",
    "Cell",
    "Grid",
    "GridRow",
    "GridWeek",
    "PlanBundle",
    "PlannedExercise",
    "RoutineBundle",
    "RoutineItem",
    "RowSource",
    "active_prescription",
    "client_today",
    "exercises_of_week",
    "get_prescription_for",
    "get_routine_for",
    "grid",
    "lay_out",
    "load_plan",
    "load_routine",
    "load_routines_briefly",
    "load_version",
    "plan_settings",
    "plan_state",
    "routines_for",
    "rows_of",
    "standing_of",
    "unpublished_reason",
]
