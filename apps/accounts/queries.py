"""Reads about clients, their phones and the people who treat them."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from knox.models import AuthToken

from apps.accounts.access import Actor
from apps.accounts.models import CareRelationship, Client, ClientDevice, ClientNote, Membership, User
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


def team_of(actor: Actor) -> QuerySet[Membership]:
    """Who works in the actor's clinic now, by name."""
    members = Membership.objects.filter(clinic_id=actor.clinic_id, is_active=True)
    return members.select_related("user").order_by("user__name", "pk")


def notes_of(client: Client, limit: int = 50) -> QuerySet[ClientNote]:
    return client.notes.select_related("author")[:limit]


def caution_words(codes: Sequence[str]) -> list[str]:
    return [str(Caution(code).label) for code in codes if code in Caution.values]


def kit_words(codes: Sequence[str]) -> list[str]:
    return [str(Equipment(code).label) for code in codes if code in Equipment.values]
