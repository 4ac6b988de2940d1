"""Nested serializer errors become a flat list that names each field."""

import pytest

from apps.core.problems import field_errors


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ({"pain": ["Too high."]}, [{"field": "pain", "message": "Too high."}]),
        (
            {"entries": [{}, {"sets": ["Must be 0 or more."]}]},
            [{"field": "entries[1].sets", "message": "Must be 0 or more."}],
        ),
        (["Not an object."], [{"field": "", "message": "Not an object."}]),
        (
            {"plan": {"weeks": ["One.", "Two."]}},
            [
                {"field": "plan.weeks", "message": "One."},
                {"field": "plan.weeks", "message": "Two."},
            ],
        ),
    ],
)
def test_field_errors_name_the_path_to_each_field(detail: object, expected: list[dict[str, str]]) -> None:
    assert list(field_errors(detail)) == expected
