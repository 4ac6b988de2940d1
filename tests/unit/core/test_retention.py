"""Each field about a person has a rule, and the operator's table says the same."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models

from apps.accounts.models import Client, ClientNote
from apps.core import retention
from apps.core.checks import every_field_has_a_retention_rule
from apps.core.retention import Fields, Rule, document, model_problems

RULE = Rule("A", "B", "C", "D")


def test_every_field_of_ours_and_every_table_of_a_library_has_a_rule() -> None:
    assert [error.msg for error in every_field_has_a_retention_rule(None)] == []


def test_a_field_nobody_declared_is_named() -> None:
    names = {field.name for field in ClientNote._meta.local_concrete_fields} - {"id", "text"}
    assert model_problems(ClientNote, Fields(plain=" ".join(names))) == ["field “text” has no retention rule"]


def test_declared_twice_and_declared_but_gone_are_named() -> None:
    names = " ".join(field.name for field in ClientNote._meta.local_concrete_fields if field.name != "id")
    rules = Fields(plain=f"{names} shoe_size", personal={RULE: "text"})
    assert model_problems(ClientNote, rules) == [
        "field “shoe_size” is declared but does not exist",
        "field “text” is declared twice",
    ]


def test_a_model_nobody_declared_stops_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    known = retention.declared
    left_out = {"apps.accounts": "ClientNote"}

    def declared(app: str) -> dict[str, Fields]:
        return {name: rules for name, rules in known(app).items() if name != left_out.get(app)}

    monkeypatch.setattr(retention, "declared", declared)
    with pytest.raises(SystemCheckError, match=r"ClientNote.*retention\.py"):
        call_command("check")


def test_a_new_table_of_a_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(retention.LIBRARIES, "knox.AuthToken")
    assert ("knox.AuthToken", "has no rule in apps/core/retention.py") in retention.problems()


def test_everything_with_a_key_to_a_client_is_declared_as_personal() -> None:
    """A table about clients that calls all of itself plain would slip through."""
    slipped = [
        model._meta.label
        for model in retention.our_models()
        if points_at_client(model) and not retention.declared(model._meta.app_config.name)[model.__name__].personal
    ]
    assert slipped == []


def points_at_client(model: type[models.Model]) -> bool:
    return any(field.related_model is Client for field in model._meta.local_concrete_fields)


def test_the_table_for_operators_is_up_to_date() -> None:
    assert (Path(settings.BASE_DIR) / "docs/operators/retention.md").read_text() == document()


def test_every_rule_says_all_four_things() -> None:
    assert all(all((rule.what, rule.why, rule.until, rule.how)) for rule, _ in retention.rules())


def test_command_writes_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.core.management.commands import retention_table

    monkeypatch.setattr(retention_table, "TARGET", tmp_path / "retention.md")
    call_command("retention_table", stdout=StringIO())
    assert (tmp_path / "retention.md").read_text() == document()
