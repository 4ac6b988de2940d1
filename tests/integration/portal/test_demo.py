"""The clinic of `make demo`: each kind of card that a therapist can meet occurs in it."""

import pytest
from django.core.management import call_command

from apps.portal.demo import load_demo
from apps.prescriptions.models import Prescription
from apps.prescriptions.queries.cards import Card, board_of

pytestmark = pytest.mark.django_db


def cards_of_the_demo() -> list[Card]:
    running = Prescription.objects.filter(status=Prescription.Status.ACTIVE).select_related("client__clinic", "version")
    return [card for plan in running for card in board_of(plan).cards]


def test_every_kind_of_card_occurs_and_loading_again_changes_nothing() -> None:
    call_command("load_library", verbosity=0)
    call_command("load_routines", verbosity=0)
    assert load_demo(password="made-up-for-this-test-42")
    assert not load_demo(password="made-up-for-this-test-42")
    cards = cards_of_the_demo()
    assert {card.look for card in cards} == {"stopped", "proposal", "question", "news", "quiet"}
    rows = [card.row for card in cards if card.row is not None]
    assert {"E1", "E2", "E5", "E6", "accept", "step_back", "undo"} <= {row.rule for row in rows}
    assert any(row.needs_confirmation for row in rows), "a load step of more than 10 % waits"
    assert any(row.flags for row in rows), "one side does less"
    assert any(row.variant for row in rows), "a harder version is named"
    assert any(row.rule == "E6" and row.follows_id for row in rows), "a proposal was taken back"
