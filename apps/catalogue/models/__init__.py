from apps.catalogue.models.exercises import Exercise, ExerciseRevision, SearchKey
from apps.catalogue.models.media import ExercisePhoto, Figure, Source

__all__ = ["Exercise", "ExercisePhoto", "ExerciseRevision", "Figure", "SearchKey", "Source"]
