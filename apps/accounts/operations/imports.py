"""Many clients at once, from a spreadsheet: all of them or none."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import CareRelationship, Client
from apps.accounts.models.care import validate_date_of_birth
from apps.accounts.operations.clients import EDITABLE

MAX_ROWS = 500
MAX_BYTES = 1_000_000
LISTS = {"cautions", "kit"}
# A cell that begins like this is run as a formula by spreadsheets. A phone number may begin with a plus.
FORMULA_STARTS = ("=", "@", "+", "-", "\t", "\r")


@dataclass(frozen=True)
class RowError:
    """`row` counts as the spreadsheet does: the header is row 1."""

    row: int
    field: str
    message: str


class ImportRefused(Exception):
    """Nothing was saved. `errors` says why, by row and field."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(f"{len(errors)} problems")
        self.errors = errors


@transaction.atomic
def import_clients(*, by: Actor, content: bytes) -> list[Client]:
    """Add every row of a CSV file to the actor's caseload. Raises ImportRefused, with nothing saved."""
    assert by.clinic is not None
    rows = list(_rows(content))
    clients, errors = [], []
    seen = set(Client.objects.in_clinic_of(by).exclude(email="").values_list("email", "name"))
    for number, cells in rows:
        try:
            client = _client(by, cells)
        except ValidationError as error:
            errors += [RowError(number, field, " ".join(texts)) for field, texts in error.message_dict.items()]
            continue
        if client.email and (client.email, client.name) in seen:
            errors.append(RowError(number, "email", f"{client.name} with this address is already here."))
        seen.add((client.email, client.name))
        clients.append(client)
    if errors:
        raise ImportRefused(errors)
    saved = Client.objects.bulk_create(clients)
    CareRelationship.objects.bulk_create(
        CareRelationship(clinic=by.clinic, client=client, therapist=by.user, is_lead=True) for client in saved
    )
    record("client.import", by=by, clients=[str(client.public_id) for client in saved])
    return saved


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if len(content) > MAX_BYTES:
        raise ImportRefused([RowError(1, "file", "The file is over 1 MB. Split it and try again.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefused([RowError(1, "file", "Save the file as CSV in UTF-8 and try again.")]) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_header(reader.fieldnames)
        numbered = [(reader.line_num, row) for row in reader if any(row.values())]
    except csv.Error as error:
        raise ImportRefused([RowError(reader.line_num, "file", f"This line can’t be read: {error}.")]) from None
    if not numbered:
        raise ImportRefused([RowError(1, "file", "There are no clients in the file.")])
    if len(numbered) > MAX_ROWS:
        raise ImportRefused([RowError(1, "file", f"More than {MAX_ROWS} rows. Split the file and try again.")])
    yield from numbered


def _check_header(names: Any) -> None:
    columns = [name.strip().lower() for name in names or []]
    errors = [RowError(1, name or "(no name)", "There is no such column.") for name in columns if name not in EDITABLE]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    errors += [RowError(1, name, "This column is there twice.") for name in twice if name in EDITABLE]
    if "name" not in columns:
        errors.append(RowError(1, "name", "This column is missing."))
    if errors:
        raise ImportRefused(errors)


def _client(by: Actor, cells: dict[str, Any]) -> Client:
    """One row as a checked, unsaved client. Raises ValidationError with a message per field."""
    if None in cells or None in cells.values():
        raise ValidationError({"row": "The number of cells differs from the header’s."})
    fields = {key.strip().lower(): value.strip(" ") for key, value in cells.items()}
    _refuse_formulas(fields)
    values: dict[str, Any] = {
        name: [code.strip() for code in value.split(";") if code.strip()] if name in LISTS else value.strip()
        for name, value in fields.items()
        if value
    }
    assert by.clinic is not None
    client = Client(clinic=by.clinic, **{"timezone": by.clinic.timezone, **values})
    client.full_clean(exclude=["clinic"], validate_unique=False, validate_constraints=False)
    if client.date_of_birth is not None:
        _check("date_of_birth", validate_date_of_birth, client.date_of_birth)
    if not 0 <= client.usual_pain <= 10:
        raise ValidationError({"usual_pain": "Pain is a number from 0 to 10."})
    return client


def _check(field: str, validate: Callable[[Any], None], value: Any) -> None:
    try:
        validate(value)
    except ValidationError as error:
        raise ValidationError({field: error}) from None


def _refuse_formulas(fields: dict[str, str]) -> None:
    bad = {
        name: f"Take away the “{value[0].strip() or 'tab'}” at the start: a spreadsheet would run it as a formula."
        for name, value in fields.items()
        if value.startswith(FORMULA_STARTS) and not (name == "phone" and value.startswith("+"))
    }
    if bad:
        raise ValidationError(bad)
