from django.urls import path

from apps.portal.views import caseload, keeping, record, reported, staff_copies, staff_correction, taking_in

urlpatterns = [
    path("clients/", caseload.caseload, name="caseload"),
    path("clients/<uuid:client_id>/", record.client_record, name="client_record"),
    path("clients/<uuid:client_id>/plan/", record.client_plan, name="client_plan"),
    path("clients/<uuid:client_id>/sessions/", record.client_sessions, name="client_sessions"),
    path("clients/<uuid:client_id>/reported/", reported.client_reported, name="client_reported"),
    path("clients/<uuid:client_id>/changes/", record.client_changes, name="client_changes"),
    path(
        "clients/<uuid:client_id>/sessions/<uuid:log_id>/correct/",
        staff_correction.session_correct,
        name="session_correct",
    ),
    path("clients/<uuid:client_id>/copy/", staff_copies.client_copy, name="client_copy"),
    path("clients/<uuid:client_id>/copy/<uuid:copy_id>/", staff_copies.client_copy_file, name="client_copy_file"),
    path("clients/<uuid:client_id>/leave/", staff_copies.client_leave, name="client_leave"),
    path("clients/<uuid:client_id>/leave/undo/", staff_copies.client_stay, name="client_stay"),
    path("clinic/records/", keeping.records, name="records"),
    path("clinic/records/take-in/", taking_in.take_in, name="take_in"),
    path("clinic/records/<uuid:client_id>/hold/", keeping.hold, name="hold"),
]
