"""The owner's team: who works here, in which role, who was asked to join and who left."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts import operations
from apps.accounts.access import Actor, owner_view, require_actor
from apps.accounts.forms import RemovalForm, RoleForm, StaffInvitationForm
from apps.accounts.models import Membership
from apps.accounts.policies import NotAllowedNow
from apps.accounts.proof import proof_required
from apps.accounts.queries import (
    former_members_of,
    get_member_for,
    get_staff_invitation_for,
    possible_successors,
    staff_invitations_of,
    team_of,
    treated_by_nobody_else,
)
from apps.accounts.second_step import person_has_second_step

MemberView = Callable[[Any, Actor, Membership], HttpResponse]


@owner_view
@require_safe
def team(request: Any) -> HttpResponse:
    actor = require_actor(request)
    context = {
        "members": team_of(actor),
        "invitations": staff_invitations_of(actor),
        "former": former_members_of(actor),
        "nav": "clinic",
    }
    return render(request, "accounts/team.html", context)


@owner_view
@proof_required(allow_get=True)
@require_http_methods(["GET", "POST"])
def team_invite(request: Any) -> HttpResponse:
    """The same answer for every address: the mail tells its reader what to do."""
    actor = require_actor(request)
    form = StaffInvitationForm(request.POST or None, initial={"role": "therapist"})
    if request.method == "POST" and form.is_valid():
        _invite(request, actor, form.cleaned_data)
        return redirect("accounts:team")
    context = {"form": form, "nav": "clinic"}
    return render(request, "accounts/team_invite.html", context, status=422 if form.is_bound else 200)


def _invite(request: Any, actor: Actor, person: dict[str, str]) -> None:
    values = {name: person[name] for name in ("email", "name", "role")}
    link = request.build_absolute_uri(reverse("account_request_login_code"))
    try:
        operations.invite_colleague(by=actor, link=link, **values)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"We’ve sent {person['name']} an email. They join when they sign in.")


@owner_view
@require_POST
def team_invite_withdraw(request: Any, invitation_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    invitation = get_staff_invitation_for(actor, invitation_id)
    operations.withdraw_staff_invitation(by=actor, invitation=invitation)
    messages.success(request, f"The invitation for {invitation.name} is withdrawn.")
    return redirect("accounts:team")


@owner_view
@require_safe
def member(request: Any, user_id: UUID) -> HttpResponse:
    actor = require_actor(request)
    return _member_page(request, actor, get_member_for(actor, user_id))


def _member_page(request: Any, actor: Actor, person: Membership, refused: RemovalForm | None = None) -> HttpResponse:
    clients = list(treated_by_nobody_else(person))
    context = {
        "member": person,
        "is_self": person.user_id == actor.user_id,
        "has_second_step": person_has_second_step(person.user),
        "clients": clients,
        "role_form": RoleForm(initial={"role": person.role}),
        "removal_form": refused or _removal_form(person),
        "nav": "clinic",
    }
    return render(request, "accounts/team_member.html", context, status=422 if refused else 200)


def _removal_form(person: Membership, data: Any = None) -> RemovalForm:
    needed = treated_by_nobody_else(person).exists()
    return RemovalForm(data, successors=possible_successors(person), needed=needed)


def member_act(view: MemberView) -> Callable[..., HttpResponse]:
    """A view in which the owner does something about one member. What is refused is said on the member's page."""

    @owner_view
    @proof_required()
    @require_POST
    @wraps(view)
    def guarded(request: Any, user_id: UUID) -> HttpResponse:
        actor = require_actor(request)
        person = get_member_for(actor, user_id)
        try:
            return view(request, actor, person)
        except NotAllowedNow as refusal:
            messages.error(request, str(refusal))
            return redirect("accounts:member", person.user.public_id)

    return guarded


@member_act
def member_role(request: Any, actor: Actor, person: Membership) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise NotAllowedNow("Choose a role from the list.")
    changed = operations.change_role(by=actor, membership=person, role=form.cleaned_data["role"])
    messages.success(request, f"{person.user.name} is now {changed.get_role_display().lower()}.")
    return redirect("accounts:team")


@member_act
def member_remove(request: Any, actor: Actor, person: Membership) -> HttpResponse:
    """Clients whom nobody else treats need a successor; without one nothing happens."""
    form = _removal_form(person, request.POST)
    if not form.is_valid():
        return _member_page(request, actor, person, form)
    operations.remove_member(by=actor, membership=person, successor=form.chosen)
    messages.success(request, f"{person.user.name} no longer works here and is signed out everywhere.")
    return redirect("accounts:team")


@member_act
def member_second_step(request: Any, actor: Actor, person: Membership) -> HttpResponse:
    """For somebody who lost their phone and their recovery codes."""
    done = operations.reset_second_step(by=actor, membership=person)
    name = person.user.name
    told = f"{name} is signed out and sets up a second step anew." if done else f"{name} has no second step."
    messages.success(request, told)
    return redirect("accounts:member", person.user.public_id)


@member_act
def member_return(request: Any, actor: Actor, person: Membership) -> HttpResponse:
    """Somebody who left is asked back, in the role they had."""
    if not person.is_active:
        _invite(request, actor, {"email": person.user.email, "name": person.user.name, "role": person.role})
    return redirect("accounts:team")
