"""What the API's description says of refusals: the same for all, so it is written once."""

from typing import Any

from apps.core.problems import PROBLEM_TYPE

PROBLEMS = {
    "401": "Nobody is signed in, or the token is not known.",
    "403": "Not for this caller, or a write without a fresh CSRF token (code `csrf`).",
    "404": "It is not here, or not this caller’s.",
    "406": "The answer can only be what is described here.",
    "409": "It stands against what is already here.",
    "410": "The clinic, or this client’s record, is closed.",
    "413": "The body is too large.",
    "415": "The body must be JSON.",
    "422": "Some values are not right; `errors` names each.",
    "429": "Too many requests. `Retry-After` says when to ask again.",
    "503": "The database is not answering. `Retry-After` says when to ask again.",
}
EVERYWHERE = frozenset({"401", "403", "404", "406", "410", "422", "429", "503"})
OF_WRITES = frozenset({"409", "413", "415"})
PROBLEM = {
    "type": "object",
    "required": ["status", "code", "title"],
    "properties": {
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def declare_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular: adds to each operation the refusals it may answer with."""
    del generator, request, public
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for operations in result["paths"].values():
        for method, operation in operations.items():
            codes = EVERYWHERE if method == "get" else EVERYWHERE | OF_WRITES
            operation["responses"] = operation["responses"] | {code: _refusal(code) for code in sorted(codes)}
    return result


def _refusal(code: str) -> dict[str, Any]:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": PROBLEMS[code], "content": {PROBLEM_TYPE: {"schema": shape}}}
