"""Every action that the code records has plain words, and belongs to a group that an owner can choose."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from apps.accounts.activity_words import ACTIONS, GROUPS, OWN, PARTS, READING, actions_of, sentence

APPS = Path(__file__).parents[3] / "apps"
EXTRA = {"prescription.sent", "prescription.drafted", "prescription.paused", "prescription.resumed"}
EXTRA |= {"device.leave", "device.revoke", "consent.given", "consent.withdrawn", "refused"}


def recorded() -> Iterator[str]:
    """The first argument of every call that writes an event; a name in braces stands for any word."""
    for path in APPS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                not isinstance(node, ast.Call)
                or getattr(node.func, "id", "") not in {"record", "audit"}
                or not node.args
            ):
                continue
            first = node.args[0]
            values = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            for value in values:
                if isinstance(value, ast.Constant):
                    yield str(value.value)
                elif isinstance(value, ast.JoinedStr):
                    yield "".join(p.value if isinstance(p, ast.Constant) else r"\w+" for p in value.values)  # type: ignore[misc]


def test_every_recorded_action_has_words() -> None:
    found = set(recorded()) | EXTRA
    assert len(found) > 40
    assert {action for action in found if not any(re.fullmatch(action, known) for known in ACTIONS)} == set()


def test_every_action_is_in_a_group_that_can_be_chosen() -> None:
    assert {group for group, _ in ACTIONS.values()} == set(GROUPS)
    assert sum(len(actions_of(group)) for group in GROUPS) == len(ACTIONS)
    assert set(OWN) | READING <= set(ACTIONS)


def test_a_sentence_names_the_client_and_what_was_opened() -> None:
    for part, words in PARTS.items():
        said = sentence("client.view", "Cleo Test", by_client=False, detail={"part": part})
        assert said == words.replace("{client_s}", "Cleo Test’s")
        assert "{" not in said


def test_a_client_is_not_named_twice() -> None:
    assert sentence("session_log.added", "Cleo", by_client=True, detail={}) == "logged a session"
    assert sentence("session_log.added", "Cleo", by_client=False, detail={}) == "logged a session of Cleo’s"


def test_what_has_no_words_is_named_as_it_is() -> None:
    assert sentence("moon.landed", "", by_client=False, detail={}) == "did “moon.landed”"
    assert sentence("note.add", "", by_client=False, detail={}) == "wrote a note about a client"


def test_a_name_with_braces_is_only_a_name() -> None:
    assert sentence("note.add", "{client_s}{0}", by_client=False, detail={}) == "wrote a note about {client_s}{0}"
