"""A letter sent again is recognisably the same letter."""

from types import SimpleNamespace
from typing import Any

from django.core import mail
from django.test import override_settings

from apps.core.letters import send_letter


def context(task_id: str) -> Any:
    return SimpleNamespace(task_result=SimpleNamespace(id=task_id))


@override_settings(DEFAULT_FROM_EMAIL="Reprise <hello@clinic.example>")
def test_repeat_has_the_same_message_id() -> None:
    for _ in range(2):
        send_letter(context("a1"), "Your routine", "Hello", "cleo@example.org")
    names = {letter.extra_headers["Message-ID"] for letter in mail.outbox}
    assert (len(mail.outbox), names) == (2, {"<a1@clinic.example>"})


def test_letters_of_one_task_are_told_apart() -> None:
    for copy in ("1", "2"):
        send_letter(context("a1"), "Many records were opened", "Hello", f"owner{copy}@example.org", copy=copy)
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2
