from django.urls import path

from apps.catalogue.views import clinic_reviews, curation, editing, library, sources

app_name = "catalogue"
urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/<slug:slug>/", library.exercise, name="exercise"),
    path("library/<slug:slug>/review/", clinic_reviews.review, name="review"),
    path("library/<slug:slug>/review/take-back/", clinic_reviews.review_back, name="review_back"),
    path("photos/<uuid:public_id>/", library.photo, name="photo"),
    path("sources/", sources.sources, name="sources"),
    path("curation/", curation.curation, name="curation"),
    path("curation/bulk/", curation.bulk, name="bulk"),
    path("curation/new/", curation.exercise_new, name="exercise_new"),
    path("curation/preview/", editing.pose_preview, name="pose_preview"),
    path("curation/<uuid:public_id>/", editing.exercise_edit, name="exercise_edit"),
    path("curation/<uuid:public_id>/move/", editing.exercise_move, name="exercise_move"),
    path("curation/<uuid:public_id>/send-back/", editing.exercise_send_back, name="exercise_send_back"),
    path("curation/<uuid:public_id>/photo/", editing.photo_add, name="photo_add"),
]
