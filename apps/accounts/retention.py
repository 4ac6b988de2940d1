"""How each field of this app that says something about a person ends (apps.core.retention)."""

from apps.core.retention import Fields, Rule

IDENTITY = Rule(
    "A client’s name and date of birth",
    "They say whose clinical record it is",
    "The end of the clinic’s retention period",
    "`destroy_expired_records` empties them; an empty row stays for the audit trail to point at",
)
CONTACT = Rule(
    "A client’s e-mail address, phone number, time zone and kit at home",
    "To send the invitation, to ring, and to begin their day at their midnight",
    "The client leaves and asks for erasure, or the retention period ends",
    "Emptied at once by “Leave and erase”",
)
ACCESS = Rule(
    "A client’s phones and invitations, as hashes, with the kind of phone, and the public halves of their passkeys",
    "To let the client in, and to sign a lost phone out",
    "The client leaves and asks for erasure. Otherwise 90 days after they stop working",
    "Deleted at once by “Leave and erase”; else by `tidy`",
)
RECORD = Rule(
    "Condition, goal, cautions, usual pain, notes of staff, and who treated the client when",
    "The clinical record, which the law obliges a clinic to keep",
    "The end of the clinic’s retention period",
    "Deleted by `destroy_expired_records`",
)
WHY_OPENED = Rule(
    "The reason somebody outside the care team gave for opening a record",
    "To check later that it was a good one",
    "3 years, or the end of the client’s retention period",
    "Deleted by `tidy`, or by `destroy_expired_records`",
)
KEEPING = Rule(
    "That a client left, when they return or are closed, and legal holds with their reasons",
    "To carry erasure out, and to stop it where the law says so",
    "The end of the clinic’s retention period",
    "Deleted by `destroy_expired_records`",
)
ASKED_TO_JOIN = Rule(
    "Name, e-mail address and role of somebody who was asked to work in a clinic",
    "So that they join when they first sign in",
    "90 days after they joined or were no longer wanted; a year after they were last asked",
    "Deleted by `tidy`",
)
CONSENT = Rule(
    "What a client agreed to, and when: codes, no words of theirs",
    "To prove what was agreed",
    "As long as the clinic is here. Once the client is erased it points at an empty row",
    "Never changed: the database refuses. With the client’s row emptied it names nobody",
)
AUDIT = Rule(
    "Who opened or changed which record, when: numbers and codes, never names or notes",
    "To answer who saw what",
    "As long as the clinic is here. Once the client is erased it points at an empty row",
    "Never changed: the database refuses. With the client’s row emptied it names nobody",
)
STAFF = Rule(
    "Name, e-mail address and role of staff",
    "To sign in, and to say who treated whom",
    "As long as a record or the audit trail names them as its author",
    "An account that left is closed; the name stays with the records it signed",
)
ALERT = Rule(
    "That a member of staff opened many records in an hour",
    "So that an owner can look into it",
    "2 years",
    "Deleted by `tidy`",
)
ROW = "created_at updated_at"

FIELDS = {
    "Clinic": Fields(
        plain=f"{ROW} public_id name slug timezone phone urgent_advice progression_settings is_active "
        "retention_years retention_minor_age bulk_reading_limit second_step_required idle_minutes "
        "reviews_exercises"
    ),
    "User": Fields(
        plain="public_id is_active is_staff is_superuser session_epoch",
        personal={STAFF: "email name password last_login date_joined groups user_permissions"},
    ),
    "Membership": Fields(plain=f"{ROW} clinic is_active", personal={STAFF: "user role"}),
    "StaffInvitation": Fields(
        plain=f"{ROW} public_id clinic", personal={ASKED_TO_JOIN: "email name role created_by closed_at"}
    ),
    "Client": Fields(
        plain=f"{ROW} public_id clinic destroyed_at",
        personal={
            IDENTITY: "name date_of_birth",
            CONTACT: "email phone timezone kit",
            RECORD: "condition goal cautions caution_note usual_pain",
            KEEPING: "archived_at closed_at",
        },
    ),
    "CareRelationship": Fields(
        plain=f"{ROW} clinic is_lead", personal={RECORD: "client therapist started_at ended_at"}
    ),
    "AccessReason": Fields(plain=f"{ROW} clinic", personal={WHY_OPENED: "client user reason expires_at"}),
    "ClientNote": Fields(plain=f"{ROW} public_id clinic", personal={RECORD: "client author text"}),
    "Consent": Fields(plain="clinic", personal={CONSENT: "client kind version given at source user"}),
    "AuditEvent": Fields(
        plain="public_id clinic", personal={AUDIT: "at user client by_client action subject_type subject_id detail"}
    ),
    "ReadingAlert": Fields(
        plain=f"{ROW} public_id clinic", personal={ALERT: "user hour records looked_into_at looked_into_by"}
    ),
    "Invitation": Fields(
        plain=f"{ROW} public_id clinic",
        personal={ACCESS: "client created_by token_hash code_hash expires_at used_at revoked_at"},
    ),
    "ClientDevice": Fields(
        plain=f"{ROW} public_id clinic", personal={ACCESS: "client token_hash label expires_at revoked_at"}
    ),
    "ClientPasskey": Fields(
        plain=f"{ROW} public_id clinic",
        personal={ACCESS: "client credential_id public_key sign_count label last_used_at revoked_at"},
    ),
    "LegalHold": Fields(
        plain=f"{ROW} public_id clinic", personal={KEEPING: "client reason set_by cleared_at cleared_by"}
    ),
    "Erasure": Fields(
        plain=f"{ROW} public_id clinic",
        personal={KEEPING: "client asked_by reason closes_at closed_at undone_at undone_by"},
    ),
}
