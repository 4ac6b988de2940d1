from apps.catalogue.operations.library_files import BadFile
from apps.catalogue.operations.loading import LoadReport, load_library
from apps.catalogue.operations.workflow import publish, reinstate, retire, send_back, submit

__all__ = ["BadFile", "LoadReport", "load_library", "publish", "reinstate", "retire", "send_back", "submit"]
