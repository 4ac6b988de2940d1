"""Who calls the API in these tests, with what opens the door to them, and the ids that they know."""

from django.conf import settings

from apps.accounts import operations as accounts
from apps.accounts.access import actor_for
from apps.accounts.models import User
from tests.hostile.generated import Caller, by_cookie, by_token
from tests.integration.access.world import World, arguments_of


def callers_of(world: World) -> list[Caller]:
    """A therapist and a curator by token, a client on a phone, another clinic, and nobody."""
    people = world.personas
    phone = settings.CLIENT_DEVICE_COOKIE
    ours, theirs = world.a.canaries, world.b.canaries
    return [
        by_token("therapist", token_of(people.tara), theirs),
        by_cookie("client", {phone: f"token-of-{people.cleo.public_id}"}, theirs),
        Caller("anonymous", foreign=ours + theirs),
        by_token("other clinic", token_of(people.theo), ours),
        by_token("curator", token_of(people.ada), ours + theirs),
    ]


def token_of(user: User) -> str:
    actor = actor_for(user)
    assert actor is not None
    return accounts.make_api_token(by=actor)[1]


def known_ids(world: World) -> dict[str, str]:
    """Cleo's things, and one of each of what everybody shares."""
    found = arguments_of(world, world.a)
    names = ("client", "prescription", "log", "planned", "exercise", "exercise_slug", "routine")
    return {name: str(found[name]) for name in names}
