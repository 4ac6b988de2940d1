"""What clients report. Logs are only ever added: a correction is a new row that names the one it revises."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.accounts.models import Client
from apps.core.models import ClinicOwnedModel, PublicIdModel
from apps.prescriptions.models import Prescription, PrescriptionVersion


def pain_field() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(null=True, blank=True)


class SessionLogQuerySet(models.QuerySet["SessionLog"]):
    def current(self) -> "SessionLogQuerySet":
        """Of each chain of corrections the latest, unless that one took the session back."""
        later = (
            SessionLog.objects.filter(clinic_id=OuterRef("clinic_id"), root=OuterRef("root"))
            .filter(
                Q(client_seq__gt=OuterRef("client_seq"))
                | Q(client_seq=OuterRef("client_seq"), received_at__gt=OuterRef("received_at"))
                | Q(client_seq=OuterRef("client_seq"), received_at=OuterRef("received_at"), id__gt=OuterRef("id"))
            )
            .order_by()
        )
        return self.filter(~Exists(later), withdrawn=False)

    def oldest_first(self) -> "SessionLogQuerySet":
        return self.order_by("local_date", "slot", "performed_at", "received_at")


class SessionLog(models.Model):
    """One reported session, or one correction of it. The id is made on the phone and is the idempotency key.

    `entries` is [{key, exercise, name, planned, sets, repetitions, hold_seconds, duration_seconds, load, side,
    in_reserve, pain, effort, outcome: done|partly|skipped, reason, note}], validated by portal.entries.
    `root` is the first row of a chain of corrections; of a chain, the highest (client_seq, received_at) is current.
    """

    pk = models.CompositePrimaryKey("clinic_id", "id")
    clinic = models.ForeignKey("accounts.Clinic", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField()
    root = models.UUIDField()
    revises = models.UUIDField(null=True, blank=True)
    client_seq = models.PositiveBigIntegerField(default=0)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(PrescriptionVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    local_date = models.DateField()
    timezone = models.CharField(max_length=64)
    slot = models.PositiveSmallIntegerField(default=1)
    performed_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    clock_skew_seconds = models.IntegerField(default=0)
    completed = models.FloatField(help_text="Share of the prescribed sets that were done, 0 to 1.")
    pain_before = pain_field()
    pain_during = pain_field()
    pain_after = pain_field()
    pain_next_day = pain_field()
    effort = models.PositiveSmallIntegerField(null=True, blank=True)
    worst_pain = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The highest of pain during the session and of any of its exercises."
    )
    skipped = models.PositiveSmallIntegerField(default=0, help_text="Exercises skipped.")
    note = models.CharField(max_length=2000, blank=True)
    red_flags = models.JSONField(default=list, blank=True)
    entries = models.JSONField(default=list)
    flags = models.JSONField(default=list, blank=True)
    body_hash = models.CharField(max_length=64)
    withdrawn = models.BooleanField(default=False, help_text="The session was logged by mistake; the row stays.")
    entered_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Set when a therapist entered or corrected it.",
    )

    objects = SessionLogQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "client", "local_date"], name="log_clinic_client_date"),
            models.Index(fields=["clinic", "prescription", "local_date"], name="log_clinic_plan_date"),
            models.Index(fields=["clinic", "root"], name="log_clinic_root"),
        ]
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": 10}), name=f"log_{name}_0_to_10"
                )
                for name in ("pain_before", "pain_during", "pain_after", "pain_next_day", "effort", "worst_pain")
            ),
            models.CheckConstraint(condition=Q(completed__gte=0, completed__lte=1), name="log_completed_0_to_1"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=12), name="log_slot_1_to_12"),
        ]

    def __str__(self) -> str:
        return f"{self.local_date} {self.id}"


class DaySummary(ClinicOwnedModel):
    """A client's day in one row, kept in step with the logs and rebuildable from them."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    sessions = models.PositiveSmallIntegerField(
        default=0, help_text="Sessions reported, corrections not counted twice."
    )
    completed = models.FloatField(default=0, help_text="The best session's share of prescribed sets.")
    pain = pain_field()
    pain_next_day = pain_field()
    effort = models.PositiveSmallIntegerField(null=True, blank=True)
    skipped = models.PositiveSmallIntegerField(default=0)
    has_note = models.BooleanField(default=False)
    red_flag = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "client", "day"], name="day_summary_once")]

    def __str__(self) -> str:
        return f"{self.day}"


class RecordCopy(ClinicOwnedModel, PublicIdModel):
    """One copy of a client's record that somebody asked for. `file` is empty when it was handed over at once."""

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        JSON = "json", "JSON"
        CSV = "csv", "CSV"

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Did not work"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the client asked, on their own phone.",
    )
    form = models.CharField(max_length=4, choices=Form)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    file = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["clinic", "client", "-created_at"], name="copy_clinic_client")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} copy"
