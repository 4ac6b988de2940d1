from apps.accounts.models.actor import Actor
from apps.accounts.models.audit import AuditEvent, ReadingAlert
from apps.accounts.models.care import AccessReason, CareRelationship, Client, ClientNote
from apps.accounts.models.consents import Consent
from apps.accounts.models.devices import ClientDevice, Invitation
from apps.accounts.models.keeping import Erasure, LegalHold
from apps.accounts.models.passkeys import ClientPasskey
from apps.accounts.models.people import Clinic, Membership, User
from apps.accounts.models.team import StaffInvitation

__all__ = [
    "AccessReason",
    "Actor",
    "AuditEvent",
    "CareRelationship",
    "Client",
    "ClientDevice",
    "ClientNote",
    "ClientPasskey",
    "Clinic",
    "Consent",
    "Erasure",
    "Invitation",
    "LegalHold",
    "Membership",
    "ReadingAlert",
    "StaffInvitation",
    "User",
]
