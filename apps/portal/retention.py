"""How each field of this app that says something about a person ends (apps.core.retention)."""

from apps.core.retention import Fields, Rule

LOGS = Rule(
    "What a client reported: sessions with corrections, pain, effort, warning signs, notes, and a summary of each day",
    "The clinical record, which the law obliges a clinic to keep",
    "The end of the clinic’s retention period",
    "Deleted by `destroy_expired_records`",
)
COPIES = Rule(
    "Files with a copy of a client’s record, and who asked for one",
    "So that a large copy can be made in the background and fetched",
    "7 days, or until the client leaves and asks for erasure",
    "The file and the row are deleted by `tidy`, or at once by “Leave and erase”",
)
ROW = "created_at updated_at"

FIELDS = {
    "SessionLog": Fields(
        plain="clinic id body_hash",
        personal={
            LOGS: "root revises client_seq client prescription version local_date timezone slot performed_at "
            "received_at clock_skew_seconds completed pain_before pain_during pain_after pain_next_day effort "
            "worst_pain skipped note red_flags entries flags withdrawn entered_by"
        },
    ),
    "DaySummary": Fields(
        plain=f"{ROW} clinic",
        personal={LOGS: "client day sessions completed pain pain_next_day effort skipped has_note red_flag"},
    ),
    "RecordCopy": Fields(
        plain=f"{ROW} public_id clinic", personal={COPIES: "client asked_by form state file expires_at"}
    ),
}
