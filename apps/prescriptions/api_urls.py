from django.urls import path

from apps.prescriptions import api

urlpatterns = [
    path("routines/", api.RoutineListApi.as_view(), name="api_routines"),
    path("routines/<slug:slug>/", api.RoutineDetailApi.as_view(), name="api_routine"),
    path("prescriptions/", api.PrescriptionListApi.as_view(), name="api_prescriptions"),
    path("prescriptions/<uuid:public_id>/", api.PrescriptionDetailApi.as_view(), name="api_prescription"),
    path("prescriptions/<uuid:public_id>/pause/", api.PauseApi.as_view(), name="api_prescription_pause"),
    path("prescriptions/<uuid:public_id>/resume/", api.ResumeApi.as_view(), name="api_prescription_resume"),
    path("prescriptions/<uuid:public_id>/stop/", api.StopApi.as_view(), name="api_prescription_stop"),
]
