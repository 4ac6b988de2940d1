from apps.prescriptions.mapping import BundledExercise, PlanBundle
from apps.prescriptions.queries.grid import Cell, Grid, GridRow, GridWeek, PlannedExercise, exercises_of_week
from apps.prescriptions.queries.plans import (
    active_prescription,
    client_today,
    get_prescription_for,
    load_plan,
    load_version,
)

__all__ = [
    "BundledExercise",
    "Cell",
    "Grid",
    "GridRow",
    "GridWeek",
    "PlanBundle",
    "PlannedExercise",
    "active_prescription",
    "client_today",
    "exercises_of_week",
    "get_prescription_for",
    "load_plan",
    "load_version",
]
