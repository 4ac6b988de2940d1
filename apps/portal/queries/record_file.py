"""Everything kept about one client, read from the rows of all apps into one value (portal.record_file)."""

from collections import defaultdict
from datetime import datetime

from apps.accounts.models import AccessReason, AuditEvent, Client, ClientDevice, ClientPasskey, Membership
from apps.accounts.queries import caution_words, kit_words
from apps.accounts.vocabulary import ConsentKind, Role
from apps.portal.models import DaySummary, SessionLog
from apps.portal.queries.record_plans import plans_of
from apps.portal.record_file import FORMAT, VERSION, RecordFile, shapes

SESSION_COLUMNS = (
    *("id", "root", "revises", "client_seq", "withdrawn", "local_date", "timezone", "slot", "performed_at"),
    *("received_at", "clock_skew_seconds", "completed", "pain_before", "pain_during", "pain_after"),
    *("pain_next_day", "worst_pain", "effort", "skipped", "note", "red_flags", "entries", "flags", "body_hash"),
)
DAY_COLUMNS = ("day", "sessions", "completed", "pain", "pain_next_day", "effort", "skipped", "has_note", "red_flag")


def record_of(client: Client, now: datetime) -> RecordFile:
    """The client's whole record as it stands now. Its number of queries does not grow with the record."""
    return RecordFile(
        format=FORMAT,
        version=VERSION,
        made_at=now,
        clinic=shapes.ClinicPart(client.clinic.name, client.clinic.timezone, client.clinic.phone),
        client=_client(client),
        care_team=_care_team(client),
        consents=_consents(client),
        notes=_notes(client),
        plans=plans_of(client),
        sessions=sessions_of(client),
        days=_days(client),
        looks=_looks(client),
        access_reasons=_access_reasons(client),
        devices=_devices(client),
        passkeys=_passkeys(client),
        invitations=_invitations(client),
    )


def count_logs(client: Client) -> int:
    return SessionLog.objects.filter(clinic_id=client.clinic_id, client=client).count()


def _client(client: Client) -> shapes.ClientPart:
    return shapes.ClientPart(
        name=client.name,
        email=client.email,
        phone=client.phone,
        date_of_birth=client.date_of_birth,
        condition=client.condition,
        goal=client.goal,
        cautions=tuple(client.cautions),
        caution_words=tuple(caution_words(client.cautions)),
        caution_note=client.caution_note,
        kit=tuple(client.kit),
        kit_words=tuple(kit_words(client.kit)),
        timezone=client.timezone,
        usual_pain=client.usual_pain,
        added_at=client.created_at,
        left_at=client.archived_at,
    )


def _care_team(client: Client) -> tuple[shapes.CarePart, ...]:
    rows = client.care.select_related("therapist").order_by("started_at", "pk")
    return tuple(shapes.CarePart(c.therapist.name, c.is_lead, c.started_at, c.ended_at) for c in rows)


def _consents(client: Client) -> tuple[shapes.ConsentPart, ...]:
    words = dict(ConsentKind.choices)
    return tuple(
        shapes.ConsentPart(c.kind, str(words.get(c.kind, c.kind)), c.version, c.given, c.at, c.source)
        for c in client.consents.order_by("pk")
    )


def _notes(client: Client) -> tuple[shapes.NotePart, ...]:
    rows = client.notes.select_related("author").order_by("created_at", "pk")
    return tuple(shapes.NotePart(note.created_at, note.author.name, note.text) for note in rows)


def sessions_of(client: Client) -> tuple[shapes.SessionPart, ...]:
    """Every row, corrections and what they corrected, oldest first."""
    logs = SessionLog.objects.filter(clinic_id=client.clinic_id, client=client)
    counting = set(logs.current().values_list("id", flat=True))
    places = ("prescription__public_id", "version__number", "entered_by__name")
    rows = logs.order_by("local_date", "slot", "root", "client_seq", "received_at", "id")
    return tuple(
        shapes.SessionPart(
            **dict(zip(SESSION_COLUMNS, row, strict=False)),
            counts=row[0] in counting,
            plan=row[-3],
            version=row[-2],
            entered_by=row[-1] or "",
        )
        for row in rows.values_list(*SESSION_COLUMNS, *places)
    )


def _days(client: Client) -> tuple[shapes.DayPart, ...]:
    rows = DaySummary.objects.filter(clinic_id=client.clinic_id, client=client).order_by("day")
    return tuple(shapes.DayPart(*row) for row in rows.values_list(*DAY_COLUMNS))


def _roles(client: Client) -> dict[int, str]:
    found: dict[int, str] = defaultdict(lambda: "Somebody of the clinic")
    rows = Membership.objects.filter(clinic_id=client.clinic_id).values_list("user_id", "role")
    found.update((user, str(Role(role).label)) for user, role in rows)
    return found


def _looks(client: Client) -> tuple[shapes.LookPart, ...]:
    roles = _roles(client)
    rows = AuditEvent.objects.filter(clinic_id=client.clinic_id, client=client).order_by("pk")

    def who(user: int | None, by_client: bool) -> str:
        return "You" if by_client else "The program" if user is None else roles[user]

    return tuple(
        shapes.LookPart(at, who(user, by_client), action, str(detail.get("part", "")))
        for at, user, by_client, action, detail in rows.values_list("at", "user_id", "by_client", "action", "detail")
    )


def _access_reasons(client: Client) -> tuple[shapes.ReasonPart, ...]:
    roles = _roles(client)
    rows = AccessReason.objects.filter(clinic_id=client.clinic_id, client=client).order_by("pk")
    return tuple(shapes.ReasonPart(r.created_at, roles[r.user_id], r.reason, r.expires_at) for r in rows)


def _devices(client: Client) -> tuple[shapes.DevicePart, ...]:
    rows = ClientDevice.objects.filter(clinic_id=client.clinic_id, client=client).order_by("pk")
    return tuple(shapes.DevicePart(str(d), d.created_at, d.expires_at, d.revoked_at) for d in rows)


def _passkeys(client: Client) -> tuple[shapes.PasskeyPart, ...]:
    rows = ClientPasskey.objects.filter(clinic_id=client.clinic_id, client=client).order_by("pk")
    return tuple(shapes.PasskeyPart(key.label, key.created_at, key.last_used_at, key.revoked_at) for key in rows)


def _invitations(client: Client) -> tuple[shapes.InvitationPart, ...]:
    rows = client.invitations.order_by("pk")
    return tuple(shapes.InvitationPart(i.created_at, i.expires_at, i.used_at, i.revoked_at) for i in rows)
