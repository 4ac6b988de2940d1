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
from apps.catalogue.queries.reading_pages import LadderRung, get_exercise_for, get_photo_for, ladder_of

__all__ = [
    "CurationFilter",
    "Facet",
    "FacetOption",
    "HistoryLine",
    "LadderRung",
    "LibraryPage",
    "curation_page",
    "get_exercise_for",
    "get_exercise_to_edit",
    "get_exercises_to_edit",
    "get_photo_for",
    "history_of",
    "ladder_of",
    "library_page",
    "published_revision",
    "search",
    "suggestion",
]
