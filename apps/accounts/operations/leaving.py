"""What ends with somebody's work in a clinic, and who treats their clients from then on."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone
from knox.models import AuthToken

from apps.accounts.access import Actor
from apps.accounts.audit import record
from apps.accounts.models import AccessReason, CareRelationship, Client, Membership, User
from apps.accounts.policies import check_can_take_over


def end_sessions_of(user: User) -> None:
    """Every browser is out at its next request. The epoch ends sessions that nobody listed, too."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    listed = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(listed.values_list("session_key", flat=True))).delete()
    listed.delete()


def end_everything_of(membership: Membership) -> None:
    """Every session, API token and given reason of this person."""
    user, now, clinic = membership.user, timezone.now(), membership.clinic
    assert clinic is not None
    end_sessions_of(user)
    AuthToken.objects.filter(user=user).delete()
    AccessReason.objects.filter(clinic=clinic, user=user, expires_at__gt=now).update(expires_at=now, updated_at=now)


def hand_clients_over(*, by: Actor, membership: Membership, successor: User | None) -> int:
    """End every care; return how many clients went to the successor because nobody else treats them."""
    clinic = membership.clinic
    assert clinic is not None
    care = CareRelationship.objects.filter(clinic=clinic, ended_at=None).select_related("client")
    own = list(care.select_for_update(of=("self",)).filter(therapist=membership.user))
    others: dict[int, CareRelationship] = {}
    for one in care.exclude(therapist=membership.user).order_by("-started_at", "-pk"):
        others[one.client_id] = one
    alone = [one for one in own if one.client_id not in others]
    check_can_take_over(successor, membership, alone)
    for ending in own:
        was_lead = _end(ending, by, membership.user)
        heir = others.get(ending.client_id) or _give_to(successor, ending.client, by)
        if was_lead and not heir.is_lead:
            heir.is_lead = True
            heir.save(update_fields=["is_lead", "updated_at"])
    return len(alone)


def _end(care: CareRelationship, by: Actor, therapist: User) -> bool:
    was_lead, care.ended_at, care.is_lead = care.is_lead, timezone.now(), False
    care.save(update_fields=["ended_at", "is_lead", "updated_at"])
    record("care.end", by=by, client=care.client, subject=therapist)
    return was_lead


def _give_to(successor: User | None, client: Client, by: Actor) -> CareRelationship:
    assert successor is not None
    care = CareRelationship.objects.create(clinic_id=client.clinic_id, client=client, therapist=successor)
    record("care.add", by=by, client=client, subject=successor)
    return care
