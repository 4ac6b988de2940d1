"""Bodies of the API: plain JSON in UTF-8 of a bounded size, and nothing that only looks like it."""

import json
from typing import IO, Any, NoReturn

from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser

from apps.core.problems import Problem

NOT_JSON = "The body must be plain JSON."
MOST_BYTES = 1024 * 1024


class PlainJSONParser(BaseParser):
    """Refuses what is larger than the view's `max_bytes`, and what is not plain JSON."""

    media_type = "application/json"
    limit = MOST_BYTES

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        limit = getattr((parser_context or {}).get("view"), "max_bytes", self.limit)
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise too_large(limit)
        return read_json(raw)


def read_json(raw: bytes) -> Any:
    """Raises a 422 for NaN, half characters, a key given twice, and nesting deeper than the reader goes."""
    try:
        data = json.loads(raw.decode(), parse_constant=_refuse_constant, object_pairs_hook=_each_key_once)
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValidationError({"body": [NOT_JSON]}) from error
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers may take different ones of two values, so there may be one only."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found


def too_large(limit: int) -> Problem:
    return Problem(413, "too_large", f"The body must be at most {limit // 1024} kB.")
