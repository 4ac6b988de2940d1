"""Bodies of the API that are plain JSON."""

import json
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser


class PlainJSONParser(JSONParser):
    """Refuses what can't be written again: half characters, and nesting deeper than the reader goes."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise ValidationError({"body": ["The body must be plain JSON."]}) from error
        return data
