"""What was done, in plain words, for every action of the audit trail. The person's name stands before it."""

from collections.abc import Mapping
from typing import Any

LOOKED, CARE, PLANS, SESSIONS, PEOPLE, DOORS = "looked", "care", "plans", "sessions", "people", "doors"
CONSENT, STAFF, COPIES, LIBRARY, REFUSED = "consent", "staff", "copies", "library", "refused"
GROUPS = {
    LOOKED: "Looked at a record",
    CARE: "Access and care",
    PLANS: "Plans",
    SESSIONS: "Sessions",
    PEOPLE: "Details and notes",
    DOORS: "Phones and invitations",
    CONSENT: "Choices about data",
    COPIES: "Copies and erasure",
    STAFF: "Staff and settings",
    LIBRARY: "Library and routines",
    REFUSED: "Refused",
}
# `{client}` is the client's name, `{client_s}` the same with ’s.
ACTIONS: dict[str, tuple[str, str]] = {
    "caseload.view": (LOOKED, "looked at their caseload"),
    "clinic_list.view": (LOOKED, "looked at the names in the whole clinic"),
    "client.view": (LOOKED, "opened {client_s} record"),
    "prescription.choosing": (LOOKED, "opened {client_s} record to choose a routine"),
    "prescription.preparing": (LOOKED, "began a plan for {client}"),
    "prescription.opened": (LOOKED, "opened {client_s} plan to change it"),
    "prescription.checked": (LOOKED, "checked a plan for {client}"),
    "prescription.listed": (LOOKED, "read the list of {client_s} plans"),
    "prescription.read": (LOOKED, "read {client_s} plan"),
    "session_log.viewed": (LOOKED, "read {client_s} session log"),
    "access.asked": (CARE, "was asked why they need {client_s} record"),
    "access.reason": (CARE, "gave a reason to open {client_s} record"),
    "care.add": (CARE, "let a colleague treat {client}"),
    "care.end": (CARE, "ended a colleague’s care of {client}"),
    "reading_alert.closed": (CARE, "looked into an alert about many records"),
    "prescription.sent": (PLANS, "sent {client} a plan"),
    "prescription.drafted": (PLANS, "saved a draft plan for {client}"),
    "prescription.edited": (PLANS, "changed {client_s} plan"),
    "prescription.paused": (PLANS, "paused {client_s} plan"),
    "prescription.resumed": (PLANS, "resumed {client_s} plan"),
    "prescription.stopped": (PLANS, "stopped {client_s} plan"),
    "prescription.exercise_decided": (PLANS, "decided about an exercise of {client_s} plan"),
    "prescription.limits": (PLANS, "changed the limits of {client_s} plan"),
    "prescription.moved": (PLANS, "moved {client_s} plan"),
    "prescription.red_flag_cleared": (PLANS, "cleared {client_s} warning sign"),
    "session_log.added": (SESSIONS, "logged a session of {client_s}"),
    "session_log.corrected": (SESSIONS, "corrected a session of {client_s}"),
    "session_log.withdrawn": (SESSIONS, "took back a session of {client_s}"),
    "client.add": (PEOPLE, "added {client}"),
    "client.import": (PEOPLE, "added many clients from a file"),
    "client.update": (PEOPLE, "changed {client_s} details"),
    "client.archive": (PEOPLE, "archived {client}"),
    "client.restore": (PEOPLE, "brought {client} back"),
    "note.add": (PEOPLE, "wrote a note about {client}"),
    "invitation.make": (DOORS, "made an invitation for {client}"),
    "invitation.email": (DOORS, "sent {client} an invitation"),
    "invitation.redeem": (DOORS, "opened the app with an invitation"),
    "passkey.add": (DOORS, "added a passkey"),
    "passkey.sign_in": (DOORS, "opened the app with a passkey"),
    "passkey.end": (DOORS, "ended a passkey of {client}"),
    "device.leave": (DOORS, "signed out of a phone"),
    "device.revoke": (DOORS, "signed out a phone of {client_s}"),
    "consent.given": (CONSENT, "wrote down that {client} says yes to a question about data"),
    "consent.withdrawn": (CONSENT, "wrote down that {client} says no to a question about data"),
    "client.copy": (COPIES, "got a copy of {client_s} record"),
    "client.copy_fetched": (COPIES, "fetched a copy of {client_s} record"),
    "client.import_record": (PEOPLE, "took in {client_s} record from a file"),
    "client.leave": (COPIES, "erased {client_s} account data"),
    "client.leave_undone": (COPIES, "took back {client_s} erasure"),
    "client.close": (COPIES, "closed {client_s} record"),
    "record.destroyed": (COPIES, "destroyed a record whose time was over"),
    "hold.set": (COPIES, "set a legal hold on {client_s} record"),
    "hold.clear": (COPIES, "cleared the legal hold on {client_s} record"),
    "activity.view": (LOOKED, "looked at this list"),
    "activity.exported": (COPIES, "downloaded this list"),
    "team.invite": (STAFF, "invited a colleague"),
    "team.invite_withdraw": (STAFF, "took back a colleague’s invitation"),
    "team.join": (STAFF, "joined the clinic"),
    "team.remove": (STAFF, "ended a colleague’s membership"),
    "team.return": (STAFF, "brought a colleague back"),
    "team.second_step_reset": (STAFF, "reset a colleague’s second step"),
    "team.role": (STAFF, "changed a colleague’s role"),
    "session.end": (STAFF, "ended a signed-in session"),
    "clinic.sign_in_rules": (STAFF, "changed the rules for signing in"),
    "clinic.progression": (STAFF, "changed the numbers that plans move by"),
    "clinic.retention": (STAFF, "changed how long records are kept"),
    "token.make": (STAFF, "made an API token"),
    "token.delete": (STAFF, "deleted an API token"),
    "routine.saved": (LIBRARY, "saved {client_s} plan as a routine"),
    "routine.added": (LIBRARY, "added a routine"),
    "routine.edited": (LIBRARY, "changed a routine"),
    "routines.loaded": (LIBRARY, "loaded the shared routines"),
    "library.loaded": (LIBRARY, "loaded the shared library"),
    "exercise.created": (LIBRARY, "began an exercise"),
    "exercise.saved": (LIBRARY, "changed an exercise"),
    "exercise.submitted": (LIBRARY, "sent an exercise to be reviewed"),
    "exercise.published": (LIBRARY, "published an exercise"),
    "exercise.sent_back": (LIBRARY, "sent an exercise back"),
    "exercise.retired": (LIBRARY, "retired an exercise"),
    "exercise.reinstated": (LIBRARY, "brought an exercise back"),
    "exercise.clinic_reviewed": (LIBRARY, "reviewed an exercise for the clinic"),
    "exercise.clinic_review_withdrawn": (LIBRARY, "took back the clinic’s review of an exercise"),
    "exercise.photo_added": (LIBRARY, "added a photo to an exercise"),
    "refused": (REFUSED, "asked for something that is not there or not theirs, and was refused"),
}
# A client is the one who did it, so their own name is not said twice.
OWN = {
    "session_log.added": "logged a session",
    "session_log.corrected": "corrected a session",
    "session_log.withdrawn": "took back a session",
    "consent.given": "said yes to a question about data",
    "consent.withdrawn": "said no to a question about data",
    "client.leave_undone": "took back that they leave",
    "passkey.end": "removed a passkey",
    "client.copy": "got a copy of their record",
    "client.copy_fetched": "fetched a copy of their record",
    "client.leave": "left, and had account data erased",
}
PARTS = {
    "overview": "opened {client_s} record",
    "plan": "looked at every week of {client_s} plan",
    "changes": "read what changed in {client_s} plans and why",
    "what_if": "tried out what would happen in {client_s} plan",
    "limits": "opened the limits of {client_s} plan",
    "exercises": "looked at what is proposed and decided for {client_s} exercises",
    "sessions": "read {client_s} session log",
    "session": "opened one of {client_s} sessions",
    "details": "opened {client_s} details",
    "notes": "read {client_s} notes",
    "invite": "opened {client_s} invitation page",
    "copies": "opened the page for copies of {client_s} record",
    "leaving": "opened the page for erasing {client_s} account data",
    "looked": "saw who looked at {client_s} record",
    "hold": "opened the page for holding {client_s} record",
    "api": "read {client_s} details through the API",
}


def actions_of(group: str) -> list[str]:
    return [action for action, (found, _) in ACTIONS.items() if found == group]


# What counts as reading a record when somebody reads very many of them.
READING = frozenset({*actions_of(LOOKED), "client.copy", "client.copy_fetched", "activity.exported"})


def sentence(action: str, client: str, *, by_client: bool, detail: Mapping[str, Any]) -> str:
    """`opened Cleo Test’s record`. An action without words is named as it is."""
    words = ACTIONS.get(action, ("", f"did “{action}”"))[1]
    if action == "client.view":
        words = PARTS.get(str(detail.get("part")), words)
    elif by_client:
        words = OWN.get(action, words)
    elif action == "prescription.sent" and "stopped" in detail:
        words = "stopped {client_s} plan and sent a new one"
    name = client or "a client"
    return words.format(client=name, client_s=f"{name}’s")
