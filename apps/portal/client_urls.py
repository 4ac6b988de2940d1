"""The addresses of the client's phone."""

from django.urls import path

from apps.portal.views import copies, corrections, easier, leaving, logging, morning, pages, plan, progress, today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/log/", logging.log, name="log"),
    path("today/done/<uuid:log_id>/", logging.done, name="done"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<uuid:key>/", plan.plan_exercise, name="plan_exercise"),
    path("plan/<uuid:key>/easier/", easier.easier, name="plan_easier"),
    path("plan/<uuid:key>/easier/undo/", easier.easier_undo, name="plan_easier_undo"),
    path("progress/", progress.progress, name="progress"),
    path("progress/<uuid:log_id>/", corrections.correct, name="log_correct"),
    path("progress/<uuid:log_id>/morning/", morning.morning, name="morning"),
    path("progress/<uuid:log_id>/remove/", logging.withdraw, name="log_withdraw"),
    path("help/", pages.help_page, name="help"),
    path("me/", pages.settings_page, name="settings"),
    path("me/record/", copies.copy, name="copy"),
    path("me/record/<uuid:copy_id>/", copies.copy_file, name="copy_file"),
    path("me/leave/", leaving.leave, name="leave"),
    path("me/leave/confirm/", leaving.leave_confirm, name="leave_confirm"),
]
