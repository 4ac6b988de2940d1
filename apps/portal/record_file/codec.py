"""Between the value and its JSON, by the types of its fields. Reading is strict: every field, and no other."""

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from .shapes import FORMAT, VERSION, RecordFile

Path = str
MOST_BYTES = 100_000_000


class UnreadableRecord(ValueError):
    """Not a record file of this version. The message names the place, such as `plans[0].title`."""


def write_record(record: RecordFile) -> str:
    return json.dumps(_plain(record), ensure_ascii=False, indent=1, allow_nan=False)


def read_record(text: str) -> RecordFile:
    """The record that `write_record` wrote. Raises `UnreadableRecord`."""
    if len(text) > MOST_BYTES:
        raise UnreadableRecord("The file is too long.")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableRecord("The file is not JSON.") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableRecord("The file is not a client’s record.")
    if data.get("version") != VERSION:
        raise UnreadableRecord(f"The file is of version {data.get('version')}; this program reads {VERSION}.")
    record: RecordFile = _read(RecordFile, data, "")
    return record


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _read(kind: Any, data: Any, path: Path) -> Any:
    if kind is Any:
        return data
    if is_dataclass(kind):
        return _object(kind, data, path)
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0], data, path)
    if isinstance(kind, types.UnionType):
        return None if data is None else _read(get_args(kind)[0], data, path)
    return _scalar(kind, data, path)


def _object(kind: Any, data: Any, path: Path) -> Any:
    if not isinstance(data, dict):
        raise UnreadableRecord(f"{path or 'The file'} must be an object.")
    hints = get_type_hints(kind)
    for name in sorted(set(hints) ^ set(data)):
        wrong = "is missing" if name in hints else "is not a field"
        raise UnreadableRecord(f"{_at(path, name)} {wrong}.")
    return kind(**{name: _read(hint, data[name], _at(path, name)) for name, hint in hints.items()})


def _list(kind: Any, data: Any, path: Path) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise UnreadableRecord(f"{path} must be a list.")
    return tuple(_read(kind, item, f"{path}[{index}]") for index, item in enumerate(data))


SCALARS: dict[type, tuple[type | tuple[type, ...], Callable[[Any], Any]]] = {
    str: (str, str),
    int: (int, int),
    float: ((int, float), float),
    bool: (bool, bool),
    date: (str, date.fromisoformat),
    datetime: (str, datetime.fromisoformat),
    UUID: (str, UUID),
}


def _scalar(kind: type, data: Any, path: Path) -> Any:
    accepted, convert = SCALARS[kind]
    if not isinstance(data, accepted) or (isinstance(data, bool) and kind is not bool):
        raise UnreadableRecord(f"{path} must be of type {kind.__name__}.")
    if isinstance(data, str) and "\x00" in data:
        raise UnreadableRecord(f"{path} holds a character that no text has.")
    try:
        return convert(data)
    except ValueError:
        raise UnreadableRecord(f"{path} must be of type {kind.__name__}.") from None


def _at(path: Path, name: str) -> Path:
    return f"{path}.{name}" if path else name
