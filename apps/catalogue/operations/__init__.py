from apps.catalogue.operations.clinic_reviews import review_for_clinic, take_review_back
from apps.catalogue.operations.editing import create_exercise, save_exercise
from apps.catalogue.operations.indexing import reindex
from apps.catalogue.operations.library_files import BadFile
from apps.catalogue.operations.loading import LoadReport, load_library
from apps.catalogue.operations.photos import add_photo
from apps.catalogue.operations.workflow import publish, reinstate, retire, send_back, submit

__all__ = [
    "BadFile",
    "LoadReport",
    "add_photo",
    "create_exercise",
    "load_library",
    "publish",
    "reindex",
    "reinstate",
    "retire",
    "review_for_clinic",
    "save_exercise",
    "send_back",
    "submit",
    "take_review_back",
]
