from django.urls import path

from apps.portal.views import caseload, record, staff_correction

urlpatterns = [
    path("clients/", caseload.caseload, name="caseload"),
    path("clients/<uuid:client_id>/", record.client_record, name="client_record"),
    path("clients/<uuid:client_id>/plan/", record.client_plan, name="client_plan"),
    path("clients/<uuid:client_id>/sessions/", record.client_sessions, name="client_sessions"),
    path(
        "clients/<uuid:client_id>/sessions/<uuid:log_id>/correct/",
        staff_correction.session_correct,
        name="session_correct",
    ),
]
