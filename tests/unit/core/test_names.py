"""A name holds nothing that turns text around or that nobody can see."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.names import validate_name


@pytest.mark.parametrize(
    "name", ["Zoë O’Hara-Núñez", "محمد", "نیم\u200cفاصله", "李小龍", "Ann \U0001f600", "דוד\u200f"]
)
def test_names_of_people_are_fine(name: str) -> None:
    assert validate_name(name) is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ann\u202egpj", "U+202E, right-to-left override"),
        ("\u2066Ann", "U+2066, left-to-right isolate"),
        ("An\u200bn", "U+200B, zero width space"),
        ("\ufeffAnn", "U+FEFF, zero width no-break space"),
        ("An\u00adn", "U+00AD, soft hyphen"),
        ("Ann\x07", "U+0007, a control character"),
        ("Ann\U000e0041", "U+E0041, tag latin capital letter a"),
        ("Ann\u2028", "U+2028, line separator"),
        ("Ann\ue000", "U+E000, a control character"),
    ],
)
def test_what_nobody_can_see_is_named(name: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told.replace("+", r"\+")):
        validate_name(name)
