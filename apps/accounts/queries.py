"""Reads about clients, their phones and the people who treat them."""

from collections.abc import Sequence
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone
from knox.models import AuthToken

from apps.accounts.access import Actor
from apps.accounts.models import (
    CareRelationship,
    Client,
    ClientDevice,
    ClientNote,
    ClientPasskey,
    Clinic,
    Membership,
    StaffInvitation,
    User,
)
from apps.accounts.second_step import has_second_step
from apps.accounts.vocabulary import Caution, Equipment, Role


def get_colleagues_client_for(actor: Actor, public_id: UUID) -> Client:
    """A client of the actor's clinic, whose name may be seen to ask for access. Otherwise the same 404 as absent."""
    client = Client.objects.in_clinic_of(actor).select_related("clinic").filter(public_id=public_id).first()
    if client is None:
        raise Http404
    return client


def get_device_for(actor: Actor, client: Client, public_id: UUID) -> ClientDevice:
    del actor  # the client in hand was fetched for the actor
    device = client.devices.filter(public_id=public_id).first()
    if device is None:
        raise Http404
    device.client = client
    return device


def passkeys_of(client: Client) -> QuerySet[ClientPasskey]:
    """Passkeys that get the client in, newest first."""
    return client.passkeys.filter(revoked_at=None).order_by("-created_at")


def get_passkey_of(client: Client, public_id: UUID) -> ClientPasskey:
    """For the client's own phone, or for a client who was fetched for the actor."""
    passkey = client.passkeys.filter(public_id=public_id).first()
    if passkey is None:
        raise Http404
    return passkey


def passkey_called(credential_id: str) -> ClientPasskey | None:
    """Whoever names a passkey may not be who holds it: the caller checks the signature next."""
    working = ClientPasskey.objects.filter(credential_id=credential_id, revoked_at=None)
    return working.select_related("client__clinic").first()


def get_care_for(actor: Actor, client: Client, therapist_id: UUID) -> CareRelationship:
    del actor  # the client in hand was fetched for the actor
    care = client.care.filter(therapist__public_id=therapist_id, ended_at=None).select_related("therapist").first()
    if care is None:
        raise Http404
    care.client = client
    return care


def get_api_token_for(actor: Actor, token_key: str) -> AuthToken:
    token = AuthToken.objects.filter(user=actor.user, token_key=token_key).first()
    if token is None:
        raise Http404
    return token


def api_tokens_of(actor: Actor) -> Sequence[AuthToken]:
    return AuthToken.objects.filter(user=actor.user).order_by("-created")


def devices_of(client: Client) -> QuerySet[ClientDevice]:
    """Phones that are signed in now, newest first."""
    return client.devices.filter(revoked_at=None, expires_at__gt=timezone.now()).order_by("-created_at")


def care_team(client: Client) -> QuerySet[CareRelationship]:
    """Who treats the client now, the lead first."""
    return client.care.filter(ended_at=None).select_related("therapist").order_by("-is_lead", "started_at")


def possible_colleagues(client: Client) -> list[User]:
    """Therapists of the clinic who don't treat the client yet."""
    treating = client.care.filter(ended_at=None).values("therapist")
    members = (
        Membership.objects.filter(clinic_id=client.clinic_id, is_active=True, role__in=[Role.OWNER, Role.THERAPIST])
        .filter(user__is_active=True)
        .exclude(user__in=treating)
        .select_related("user")
        .order_by("user__name")
    )
    return [membership.user for membership in members]


def _clinic_of(actor: Actor) -> Clinic:
    assert actor.clinic is not None
    return actor.clinic


def team_of(actor: Actor) -> QuerySet[Membership]:
    """Who works in the actor's clinic now, by name."""
    return _members(actor).filter(is_active=True).annotate(has_second_step=has_second_step("user"))


def former_members_of(actor: Actor) -> QuerySet[Membership]:
    """Who left, without those who are asked back already."""
    waiting = staff_invitations_of(actor).values("email")
    return _members(actor).filter(is_active=False).exclude(user__email__in=waiting)


def _members(actor: Actor) -> QuerySet[Membership]:
    members = Membership.objects.filter(clinic=_clinic_of(actor))
    return members.select_related("user", "clinic").order_by("user__name", "pk")


def get_member_for(actor: Actor, user_id: UUID) -> Membership:
    """Somebody who works or worked in the actor's clinic. Otherwise the same 404 as absent."""
    member = _members(actor).filter(user__public_id=user_id).first()
    if member is None:
        raise Http404
    return member


def staff_invitations_of(actor: Actor) -> QuerySet[StaffInvitation]:
    return StaffInvitation.objects.filter(clinic=_clinic_of(actor), closed_at=None).order_by("name", "pk")


def get_staff_invitation_for(actor: Actor, public_id: UUID) -> StaffInvitation:
    invitation = StaffInvitation.objects.filter(clinic=_clinic_of(actor), public_id=public_id).first()
    if invitation is None:
        raise Http404
    return invitation


def treated_by_nobody_else(membership: Membership) -> QuerySet[Client]:
    """The clients whom somebody must take over when this person leaves, by name."""
    assert membership.clinic is not None
    care = CareRelationship.objects.filter(client=OuterRef("pk"), ended_at=None)
    clients = Client.objects.filter(clinic=membership.clinic).order_by("name", "pk")
    return clients.filter(Exists(care.filter(therapist=membership.user))).exclude(
        Exists(care.exclude(therapist=membership.user))
    )


def possible_successors(membership: Membership) -> list[User]:
    """Who may take over this person's clients."""
    assert membership.clinic is not None
    team = Membership.objects.filter(clinic=membership.clinic, is_active=True, user__is_active=True)
    team = team.filter(role__in=[Role.OWNER, Role.THERAPIST]).exclude(user=membership.user)
    return [one.user for one in team.select_related("user").order_by("user__name")]


def get_own_session(user: User, number: int) -> UserSession:
    session = UserSession.objects.filter(user=user, pk=number).first()
    if session is None:
        raise Http404
    return session


def notes_of(client: Client, limit: int = 50) -> QuerySet[ClientNote]:
    return client.notes.select_related("author")[:limit]


def caution_words(codes: Sequence[str]) -> list[str]:
    return [str(Caution(code).label) for code in codes if code in Caution.values]


def kit_words(codes: Sequence[str]) -> list[str]:
    return [str(Equipment(code).label) for code in codes if code in Equipment.values]
