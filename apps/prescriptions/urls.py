from django.urls import path

from apps.prescriptions import views
from apps.prescriptions.views import exercises, imagining, intended_use, limits, swapping

app_name = "prescriptions"
urlpatterns = [
    path("routines/", views.routines, name="routines"),
    path("routines/<slug:slug>/", views.routine, name="routine"),
    path("routines/<slug:slug>/client/", views.choose_client, name="choose_client"),
    path("clients/<uuid:public_id>/prescribe/", views.choose, name="choose"),
    path("clients/<uuid:public_id>/prescribe/<slug:slug>/", views.prescribe, name="prescribe"),
    path("intended-use/", intended_use.intended_use, name="intended_use"),
    path("prescriptions/<uuid:public_id>/exercises/", exercises.exercises, name="exercises"),
    path("prescriptions/<uuid:public_id>/exercises/<uuid:key>/", exercises.answer, name="answer"),
    path("prescriptions/<uuid:public_id>/exercises/<uuid:key>/swap/", swapping.swap, name="swap"),
    path("prescriptions/<uuid:public_id>/what-if/", imagining.what_if, name="what_if"),
    path("clinic/progression/", limits.clinic_limits, name="clinic_limits"),
    path("prescriptions/<uuid:public_id>/limits/", limits.plan_limits, name="limits"),
    path("prescriptions/<uuid:public_id>/limits/<uuid:key>/", limits.exercise_limits, name="exercise_limits"),
    path("prescriptions/<uuid:public_id>/edit/", views.edit, name="edit"),
    path("prescriptions/<uuid:public_id>/pause/", views.pause, name="pause"),
    path("prescriptions/<uuid:public_id>/resume/", views.resume, name="resume"),
    path("prescriptions/<uuid:public_id>/stop/", views.stop, name="stop"),
    path("prescriptions/<uuid:public_id>/move/", views.move_step, name="move_step"),
    path("prescriptions/<uuid:public_id>/save/", views.save, name="save"),
    path("prescriptions/<uuid:public_id>/clear-red-flag/", views.clear_red_flag, name="clear_red_flag"),
]
