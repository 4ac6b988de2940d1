from django.urls import path

from apps.catalogue.api import ExerciseDetailApi, ExerciseFigureApi, ExerciseListApi

urlpatterns = [
    path("exercises/", ExerciseListApi.as_view(), name="api_exercises"),
    path("exercises/<uuid:key>/figure.svg", ExerciseFigureApi.as_view(), name="api_exercise_figure"),
    path("exercises/<uuid:key>/", ExerciseDetailApi.as_view(), name="api_exercise"),
    path("exercises/<slug:key>/", ExerciseDetailApi.as_view(), name="api_exercise_by_slug"),
]
