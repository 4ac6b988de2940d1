"""The file's JSON Schema, made from the types of its fields (docs/record-file.schema.json)."""

import types
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from .shapes import FORMAT, VERSION, RecordFile

SCALARS: dict[type, dict[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    UUID: {"type": "string", "format": "uuid"},
}


def json_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12, of a record file."""
    parts: dict[str, Any] = {}
    whole = _object(RecordFile, parts)
    whole["properties"] |= {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A client’s record in Reprise"}
    return {**about, **whole, "$defs": dict(sorted(parts.items()))}


def _object(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {name: _type(hint, parts) for name, hint in hints.items()}
    return {"type": "object", "properties": properties, "required": list(hints), "additionalProperties": False}


def _type(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    if kind is Any:
        return {}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _type(get_args(kind)[0], parts)}
    if isinstance(kind, types.UnionType):
        return {"anyOf": [_type(get_args(kind)[0], parts), {"type": "null"}]}
    if isinstance(kind, type) and is_dataclass(kind):
        name = kind.__name__
        if name not in parts:
            parts[name] = {}
            parts[name] = _object(kind, parts)
        return {"$ref": f"#/$defs/{name}"}
    return dict(SCALARS[kind])
