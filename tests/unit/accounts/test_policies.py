"""What the state of a client allows."""

import pytest
from django.utils import timezone

from apps.accounts.models import CareRelationship, Client
from apps.accounts.policies import NotAllowedNow, check_can_be_invited, check_can_leave_care


def test_archived_client_is_not_invited() -> None:
    with pytest.raises(NotAllowedNow, match="archived"):
        check_can_be_invited(Client(name="Cleo", archived_at=timezone.now()))
    assert check_can_be_invited(Client(name="Cleo")) is None


def test_last_therapist_does_not_leave() -> None:
    with pytest.raises(NotAllowedNow, match="colleague"):
        check_can_leave_care(CareRelationship(), 1)
    assert check_can_leave_care(CareRelationship(), 2) is None
