from apps.prescriptions.api.prescriptions import (
    PauseApi,
    PrescriptionDetailApi,
    PrescriptionListApi,
    ResumeApi,
    StopApi,
)
from apps.prescriptions.api.routines import RoutineDetailApi, RoutineListApi

__all__ = [
    "PauseApi",
    "PrescriptionDetailApi",
    "PrescriptionListApi",
    "ResumeApi",
    "RoutineDetailApi",
    "RoutineListApi",
    "StopApi",
]
