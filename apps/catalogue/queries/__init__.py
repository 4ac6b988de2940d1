from apps.catalogue.queries.curation import (
    CurationFilter,
    curation_page,
    get_exercise_to_edit,
    get_exercises_to_edit,
)
from apps.catalogue.queries.history import HistoryLine, history_of
from apps.catalogue.queries.library import (
    Facet,
    FacetOption,
    LibraryPage,
    library_page,
    published_revision,
    search,
    suggestion,
)
from apps.catalogue.queries.reading_pages import (
    ExercisePage,
    LadderRung,
    LastReview,
    get_exercise_for,
    get_exercise_page_for,
    get_photo_for,
    last_clinic_review,
    photos_of,
)

__all__ = [
    "CurationFilter",
    "ExercisePage",
    "Facet",
    "FacetOption",
    "HistoryLine",
    "LadderRung",
    "LastReview",
    "LibraryPage",
    "curation_page",
    "get_exercise_for",
    "get_exercise_page_for",
    "get_exercise_to_edit",
    "get_exercises_to_edit",
    "get_photo_for",
    "history_of",
    "last_clinic_review",
    "library_page",
    "photos_of",
    "published_revision",
    "search",
    "suggestion",
]
