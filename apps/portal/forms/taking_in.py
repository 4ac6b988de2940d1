"""A client's copy from another clinic, looked at first and then taken in. In between only the page keeps it."""

import base64
import binascii
import zlib
from typing import Any

from django import forms

from apps.portal.record_file import RecordFile, UnreadableRecord, read_record, write_record

MOST_BYTES = 20_000_000
# What a form may bring back, well under what a request may hold.
MOST_PACKED = 5_000_000
TOO_LARGE = "The file is too large for this page. Ask whoever runs your Reprise."
AGAIN = "Choose the file again."


class TooLarge(Exception):
    """The page could not bring it back."""


class RecordFileForm(forms.Form):
    file = forms.FileField(
        label="The copy, as a JSON file",
        help_text="From the client, or from their clinic. Up to 20 MB.",
        error_messages={"required": "Choose a file first.", "empty": "The file is empty."},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> RecordFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return read_bytes(file.read())


class TakeInForm(forms.Form):
    """The file as `pack` put it into the page. It is read as strictly as the first time."""

    packed = forms.CharField(max_length=MOST_PACKED, widget=forms.HiddenInput)

    def clean_packed(self) -> RecordFile:
        unpacker = zlib.decompressobj()
        try:
            raw = unpacker.decompress(base64.b64decode(self.cleaned_data["packed"], validate=True), MOST_BYTES + 1)
        except (zlib.error, binascii.Error, ValueError):
            raise forms.ValidationError(AGAIN) from None
        if len(raw) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        if not unpacker.eof:
            raise forms.ValidationError(AGAIN)
        return read_bytes(raw)


def read_bytes(raw: bytes) -> RecordFile:
    try:
        return read_record(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise forms.ValidationError("The file is not text in UTF-8.") from None
    except UnreadableRecord as error:
        raise forms.ValidationError(str(error)) from None


def pack(record: RecordFile) -> str:
    packed = base64.b64encode(zlib.compress(write_record(record).encode())).decode()
    if len(packed) > MOST_PACKED:
        raise TooLarge
    return packed


def what_is_in(record: RecordFile) -> dict[str, Any]:
    """For the page that asks whether to take it in."""
    days = [session.local_date for session in record.sessions]
    return {
        "client": record.client,
        "clinic": record.clinic.name,
        "made_at": record.made_at,
        "plans": [(plan.title, plan.start_date, plan.end_date) for plan in record.plans],
        "sessions": sum(session.counts for session in record.sessions),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "notes": len(record.notes),
    }
