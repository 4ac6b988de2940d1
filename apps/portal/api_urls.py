"""The addresses of reliability's contract, without a trailing slash."""

from django.urls import path

from apps.portal import api

urlpatterns = [
    path("session", api.SessionView.as_view(), name="api_session"),
    path("session-logs", api.SessionLogListView.as_view(), name="api_session_logs"),
    path("session-logs/batch", api.SessionLogBatchView.as_view(), name="api_session_log_batch"),
    path("session-logs/have", api.SessionLogHaveView.as_view(), name="api_session_log_have"),
    path("session-logs/<uuid:log_id>", api.SessionLogView.as_view(), name="api_session_log"),
]
