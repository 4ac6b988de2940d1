"""One line before a visit."""

import pytest

from apps.portal.queries.glance import RULES, glance, rule_words

HELD = {"kind": "stay", "on": "2026-11-18", "rule": "P5"}


@pytest.mark.parametrize(
    ("standing", "line"),
    [
        ({}, ""),
        ({"planned": 0, "pains": []}, ""),
        ({"done": 1, "planned": 1, "pains": [2]}, "1 of 1 session done · pain 2, steady"),
        (
            {"done": 6, "planned": 6, "pains": [4, 6, 4], "decision": HELD},
            "6 of 6 sessions done · pain peak 6, now 4 · held on 18 Nov",
        ),
        (
            {"done": 0, "planned": 3, "decision": {**HELD, "kind": "regress"}},
            "0 of 3 sessions done · stepped back on 18 Nov",
        ),
    ],
)
def test_line_before_a_visit(standing: dict[str, object], line: str) -> None:
    assert glance(standing) == line


def test_rules_are_told_in_words() -> None:
    assert rule_words("P5").startswith("Rule: hold")
    assert rule_words("kept") == "Your decision"
    assert not [words for words in RULES.values() if "P5" in words or "gate" in words]
