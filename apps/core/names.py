"""Names as people read them: what turns text around or can't be seen has no place in one."""

import unicodedata

from django.core.exceptions import ValidationError

# Joiners are letters' business in Persian, Arabic and Indic names; marks of direction do no harm.
ALLOWED = frozenset("\u200c\u200d\u200e\u200f\u061c")
HIDDEN_KINDS = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def hidden_characters(text: str) -> list[str]:
    """Those nobody can see, in order, each once: overrides of direction, spaces without width, tags, controls."""
    found = [char for char in text if unicodedata.category(char) in HIDDEN_KINDS and char not in ALLOWED]
    return list(dict.fromkeys(found))


def check_name(name: str) -> None:
    """For a model's clean(): names the field, so that a form, a file and the API say where the character is."""
    try:
        validate_name(name)
    except ValidationError as error:
        raise ValidationError({"name": error}) from None


def validate_name(value: str) -> None:
    """Refuse what would let one name look like another, naming the character."""
    hidden = hidden_characters(value)
    if hidden:
        told = unicodedata.name(hidden[0], "a control character").lower()
        raise ValidationError(f"Take out the character that nobody can see: U+{ord(hidden[0]):04X}, {told}.")
