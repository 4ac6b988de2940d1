"""The people of our tests. Tara treats Cleo; everybody else says what they may not see."""

from dataclasses import dataclass

from apps.accounts.access import Actor, actor_for
from apps.accounts.models import CareRelationship, Client, Clinic, Membership, User
from apps.accounts.vocabulary import Role

PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Personas:
    """All in `clinic`, but Theo and Clara (`other_clinic`) and Ada (the shared library)."""

    clinic: Clinic
    other_clinic: Clinic
    tara: User
    tess: User
    theo: User
    omar: User
    ada: User
    cleo: Client
    cody: Client
    clara: Client

    def actor(self, name: str) -> Actor:
        actor = actor_for(getattr(self, name))
        assert actor is not None
        return actor


def make_staff(name: str, role: Role, clinic: Clinic | None) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.org", name=f"{name} Test")
    Membership.objects.create(user=user, clinic=clinic, role=role)
    return user


def make_client(name: str, clinic: Clinic, therapist: User) -> Client:
    client = Client.objects.create(clinic=clinic, name=f"{name} Test", timezone="Europe/London")
    CareRelationship.objects.create(clinic=clinic, client=client, therapist=therapist, is_lead=True)
    return client


def make_personas() -> Personas:
    clinic = Clinic.objects.create(name="Harbour Street Physio", slug="harbour")
    other = Clinic.objects.create(name="Hill Road Physio", slug="hill")
    tara, tess = (make_staff(name, Role.THERAPIST, clinic) for name in ("Tara", "Tess"))
    theo = make_staff("Theo", Role.THERAPIST, other)
    return Personas(
        clinic=clinic,
        other_clinic=other,
        tara=tara,
        tess=tess,
        theo=theo,
        omar=make_staff("Omar", Role.OWNER, clinic),
        ada=make_staff("Ada", Role.CURATOR, None),
        cleo=make_client("Cleo", clinic, tara),
        cody=make_client("Cody", clinic, tess),
        clara=make_client("Clara", other, theo),
    )
