from apps.catalogue.models.exercises import Exercise, ExerciseRevision, SearchKey
from apps.catalogue.models.media import ExercisePhoto, Figure, Source
from apps.catalogue.models.reviews import ClinicReview

__all__ = ["ClinicReview", "Exercise", "ExercisePhoto", "ExerciseRevision", "Figure", "SearchKey", "Source"]
