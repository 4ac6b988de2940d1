"""Rebuild static/css/tokens-fallback.css from tokens.css, for browsers without light-dark()."""

import re
from pathlib import Path

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
FALLBACK = CSS / "tokens-fallback.css"
FUNCTION = "light-dark("
HEADER = """/* Generated from tokens.css by tools/gen_fallback.py; a test compares the two. For browsers without
   light-dark() (iOS before 17.5, Chrome before 123). */
"""


def closing_bracket(text: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    raise ValueError(f"unbalanced brackets in {text!r}")


def two_schemes(arguments: str) -> tuple[str, str]:
    depth = 0
    for position, character in enumerate(arguments):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            return arguments[:position].strip(), arguments[position + 1 :].strip()
    raise ValueError(f"light-dark() needs two values: {arguments!r}")


def plain_value(value: str, scheme: int) -> str:
    """The value for one scheme: 0 is light, 1 is dark."""
    while FUNCTION in value:
        start = value.index(FUNCTION)
        opening = start + len(FUNCTION) - 1
        end = closing_bracket(value, opening)
        value = value[:start] + two_schemes(value[opening + 1 : end])[scheme] + value[end + 1 :]
    return value


def scheme_tokens(css: str) -> list[tuple[str, str]]:
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    declarations = re.findall(r"(--[\w-]+):\s*([^;]+);", without_comments)
    return [(name, value) for name, value in declarations if FUNCTION in value]


def rule(selector: str, tokens: list[tuple[str, str]], scheme: int, indent: str) -> str:
    lines = [f"{indent}  {name}: {plain_value(value, scheme)};" for name, value in tokens]
    return "\n".join([f"{indent}{selector} {{", *lines, f"{indent}}}"])


def build(css: str) -> str:
    tokens = scheme_tokens(css)
    return (
        f"{HEADER}@layer tokens {{\n  @supports not (color: light-dark(#000, #fff)) {{\n"
        + rule(":root", tokens, 0, "    ")
        + "\n    @media (prefers-color-scheme: dark) {\n"
        + rule(':root:not([data-theme="light"])', tokens, 1, "      ")
        + "\n    }\n"
        + rule(':root[data-theme="dark"]', tokens, 1, "    ")
        + "\n  }\n}\n"
    )


if __name__ == "__main__":
    FALLBACK.write_text(build((CSS / "tokens.css").read_text()))
