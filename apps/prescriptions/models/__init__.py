from apps.prescriptions.models.decisions import ProgressionDecision
from apps.prescriptions.models.plans import (
    DosageStep,
    Phase,
    PrescribedExercise,
    Prescription,
    PrescriptionVersion,
)
from apps.prescriptions.models.routines import Routine, RoutineDosageStep, RoutineExercise, RoutinePhase

__all__ = [
    "DosageStep",
    "Phase",
    "PrescribedExercise",
    "Prescription",
    "PrescriptionVersion",
    "ProgressionDecision",
    "Routine",
    "RoutineDosageStep",
    "RoutineExercise",
    "RoutinePhase",
]
