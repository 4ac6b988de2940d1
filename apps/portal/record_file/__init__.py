"""A client's whole record as one value, and as JSON (docs/record-file.md). Pure: no database, no request."""

from .codec import UnreadableRecord, read_record, write_record
from .shapes import FORMAT, VERSION, RecordFile

__all__ = ["FORMAT", "VERSION", "RecordFile", "UnreadableRecord", "read_record", "write_record"]
