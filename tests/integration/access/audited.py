"""What each address leaves in the audit trail when somebody asks who may: one event, or none and why.

`None` as an action means that nothing of a client is shown or changed. A client's own reading on their own phone is
not kept either: the trail tells a clinic and a client who else looked, and a page that is only read writes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.integration.access import bodies
from tests.integration.access.world import World

Body = Callable[[World, Any, str], Any]
OWN = "a client reads their own phone"
NOBODY = "no client is in it"


@dataclass(frozen=True)
class Told:
    """`prepare` runs before the request and leaves what it needs; `of` is whose client the event names."""

    actor: str
    action: str | None
    method: str = "GET"
    body: Body | None = None
    prepare: Callable[[World], None] | None = None
    of: str = "cleo"
    query: str = ""
    why: str = ""


def quiet(actor: str, why: str, method: str = "GET", body: Body | None = None) -> Told:
    return Told(actor, None, method, body, why=why)


def posts(actor: str, action: str, body: Body | None = None, **more: Any) -> Told:
    return Told(actor, action, "POST", body, **more)


VIEW = "client.view"
ACCOUNTS = {
    "accounts:join": [quiet("anonymous", NOBODY), posts("anonymous", "invitation.redeem", bodies.code)],
    "accounts:invitation": [quiet("anonymous", "it names the therapist"), posts("anonymous", "invitation.redeem")],
    "accounts:passkey_question": [quiet("anonymous", NOBODY, "POST")],
    "accounts:passkey_add_question": [quiet("cleo", "it asks the phone for a new key", "POST")],
    "accounts:passkey_sign_in": [posts("anonymous", "passkey.sign_in", bodies.signed)],
    "accounts:passkey_add": [posts("cleo", "passkey.add", bodies.new_passkey)],
    "accounts:passkey_end": [posts("cleo", "passkey.end")],
    "accounts:passkey_revoke": [posts("tara", "passkey.end")],
    "accounts:leave": [posts("cleo", "device.leave")],
    "accounts:client_new": [quiet("tara", NOBODY), posts("tara", "client.add", bodies.newcomer, of="new")],
    "accounts:client_import": [quiet("tara", NOBODY), posts("tara", "client.import", bodies.file, of="")],
    "accounts:client_details": [
        Told("tara", VIEW),
        posts("tara", "client.update", bodies.details),
        posts("tara", VIEW, bodies.empty),
    ],
    "accounts:archive": [posts("tara", "client.archive", bodies.confirm), posts("tara", VIEW, bodies.empty)],
    "accounts:restore": [posts("tara", "client.restore", prepare=bodies.archived)],
    "accounts:note_add": [
        Told("tara", VIEW),
        posts("tara", "note.add", bodies.words("text")),
        posts("tara", VIEW, bodies.empty),
    ],
    "accounts:invite": [Told("tara", VIEW), posts("tara", "invitation.make")],
    "accounts:invite_send": [posts("tara", "invitation.email", bodies.link)],
    "accounts:device_revoke": [posts("tara", "device.revoke")],
    "accounts:access": [
        Told("tess", "access.asked"),
        posts("omar", "access.reason", bodies.words("reason")),
        posts("tess", "access.asked", bodies.empty),
    ],
    "accounts:colleague_add": [posts("tara", "care.add", bodies.colleague)],
    "accounts:care_end": [posts("tara", "care.end")],
    "accounts:looked": [Told("tara", VIEW)],
    "accounts:client_consent": [posts("tara", "consent.given", bodies.yes)],
    "accounts:own_consent": [posts("cleo", "consent.given", bodies.yes)],
    "accounts:privacy": [quiet("anonymous", NOBODY)],
    "accounts:activity": [Told("omar", "activity.view", of="")],
    "accounts:activity_file": [Told("omar", "activity.exported", of="")],
    "accounts:alert_close": [posts("omar", "reading_alert.closed", of="")],
    "accounts:api_tokens": [quiet("tara", NOBODY), posts("tara", "token.make", of="")],
    "accounts:api_token_delete": [posts("tara", "token.delete", of="")],
}
PRESCRIPTIONS = {
    "prescriptions:routines": [quiet("tara", NOBODY)],
    "prescriptions:intended_use": [quiet("tara", NOBODY)],
    "prescriptions:routine": [quiet("tara", NOBODY)],
    "prescriptions:choose_client": [Told("tara", "caseload.view", of="")],
    "prescriptions:choose": [Told("tara", "prescription.choosing")],
    "prescriptions:prescribe": [
        Told("tara", "prescription.preparing"),
        posts("tara", "prescription.sent", bodies.plan(do="send", stop_current="on")),
        posts("tara", "prescription.drafted", bodies.plan(do="draft")),
        posts("tara", "prescription.checked", bodies.plan(do="check")),
        posts("tara", "prescription.checked", bodies.plan(do="fill")),
        posts("tara", "prescription.checked", bodies.plan(do="send")),
    ],
    "prescriptions:edit": [
        Told("tara", "prescription.opened"),
        posts("tara", "prescription.edited", bodies.plan(do="send", reason="Easier", message="Softer now")),
        posts("tara", "prescription.checked", bodies.plan(do="check")),
        posts("tara", "prescription.checked", bodies.plan(do="send", reason="")),
    ],
    "prescriptions:exercises": [Told("tara", VIEW)],
    "prescriptions:what_if": [Told("tara", VIEW, query="?story=pain+6")],
    "prescriptions:clinic_limits": [
        quiet("omar", NOBODY),
        posts("omar", "clinic.progression", bodies.limit, of=""),
    ],
    "prescriptions:limits": [
        Told("tara", VIEW),
        posts("tara", "prescription.limits", bodies.limit),
        posts("tara", VIEW, bodies.no_limit),
    ],
    "prescriptions:exercise_limits": [
        Told("tara", VIEW),
        posts("tara", "prescription.edited", bodies.limit),
        posts("tara", VIEW, bodies.no_limit),
    ],
    "prescriptions:answer": [
        posts("tara", "prescription.exercise_decided", bodies.keep),
        posts("tara", VIEW, bodies.words("do")),
    ],
    "prescriptions:swap": [
        Told("tara", VIEW),
        posts("tara", VIEW, bodies.words("edge")),
    ],
    "prescriptions:pause": [posts("tara", "prescription.paused", bodies.from_today)],
    "prescriptions:resume": [posts("tara", "prescription.resumed", prepare=bodies.paused)],
    "prescriptions:stop": [posts("tara", "prescription.stopped", bodies.words("reason"))],
    "prescriptions:move_step": [posts("tara", "prescription.moved", bodies.stay)],
    "prescriptions:save": [posts("tara", "routine.saved", bodies.words("name"))],
    "prescriptions:clear_red_flag": [
        posts("tara", "prescription.red_flag_cleared", bodies.seen_signs, prepare=bodies.flagged)
    ],
}
PORTAL = {
    **{
        name: [quiet("cleo", OWN)]
        for name in (
            *("portal:today", "portal:done", "portal:plan", "portal:plan_exercise", "portal:progress"),
            *("portal:help", "portal:settings"),
        )
    },
    "portal:log": [quiet("cleo", OWN), posts("cleo", "session_log.added", bodies.log_form)],
    "portal:log_correct": [quiet("cleo", OWN), posts("cleo", "session_log.corrected", bodies.correction)],
    "portal:morning": [
        quiet("cleo", OWN),
        posts("cleo", "session_log.corrected", bodies.next_morning, prepare=bodies.a_day_ago),
    ],
    "portal:log_withdraw": [posts("cleo", "session_log.withdrawn")],
    "portal:plan_easier": [posts("cleo", "prescription.exercise_decided")],
    "portal:plan_easier_undo": [
        posts("cleo", "prescription.exercise_decided", bodies.choice, prepare=bodies.chosen_easier)
    ],
    "portal:caseload": [
        Told("tara", "caseload.view", of=""),
        Told("tara", "clinic_list.view", of="", query="?whose=clinic"),
        Told("tara", "clinic_list.view", of="", query="?whose=archived"),
    ],
    "portal:client_record": [Told("tara", VIEW)],
    "portal:client_plan": [Told("tara", VIEW)],
    "portal:client_changes": [Told("tara", VIEW)],
    "portal:client_reported": [Told("tara", VIEW)],
    "portal:client_sessions": [Told("tara", VIEW)],
    "portal:copy": [quiet("cleo", OWN), posts("cleo", "client.copy", bodies.as_json)],
    "portal:copy_file": [Told("cleo", "client.copy_fetched", prepare=bodies.files_there)],
    "portal:leave": [quiet("cleo", OWN)],
    "portal:leave_confirm": [quiet("cleo", OWN), posts("cleo", "client.leave", bodies.confirm)],
    "portal:client_copy": [Told("tara", VIEW), posts("tara", "client.copy", bodies.as_json)],
    "portal:client_copy_file": [Told("tara", "client.copy_fetched", prepare=bodies.files_there)],
    "portal:client_leave": [Told("tara", VIEW), posts("tara", "client.leave", bodies.leaving)],
    "portal:client_stay": [posts("tara", "client.leave_undone", bodies.signed_in_again, prepare=bodies.left)],
    "portal:records": [Told("omar", "clinic_list.view", of=""), posts("omar", "clinic.retention", bodies.years, of="")],
    "portal:take_in": [quiet("omar", NOBODY), quiet("omar", "nothing is saved yet", "POST", bodies.brought)],
    "portal:hold": [Told("omar", VIEW), posts("omar", "hold.set", bodies.words("reason"))],
    "portal:session_correct": [
        Told("tara", VIEW),
        posts("tara", "session_log.corrected", bodies.staff_correction),
        posts("tara", "session_log.withdrawn", bodies.words("withdraw")),
        posts("tara", VIEW, bodies.unreadable),
    ],
}
API = {
    "api_schema": [quiet("tara", NOBODY)],
    "api_exercises": [quiet("tara", NOBODY)],
    "api_exercise_figure": [quiet("tara", NOBODY)],
    "api_exercise": [quiet("tara", NOBODY)],
    "api_exercise_by_slug": [quiet("tara", NOBODY)],
    "api_routines": [quiet("tara", NOBODY)],
    "api_routine": [quiet("tara", NOBODY)],
    "api_session": [quiet("cleo", "it says who is signed in")],
    "api_clients": [Told("tara", "caseload.view", of=""), posts("tara", "client.add", bodies.newcomer, of="new")],
    "api_client": [Told("tara", VIEW)],
    "api_prescriptions": [
        Told("tara", "prescription.listed", query="?client={client}"),
        quiet("cleo", OWN),
        posts("tara", "prescription.sent", bodies.whole_plan),
        posts("tara", "prescription.read", bodies.same_plan),
    ],
    "api_prescription": [Told("tara", "prescription.read"), quiet("cleo", OWN)],
    "api_prescription_pause": [
        posts("tara", "prescription.paused", bodies.from_today),
        posts("tara", "prescription.read", bodies.from_today, prepare=bodies.paused),
    ],
    "api_prescription_resume": [
        posts("tara", "prescription.resumed", prepare=bodies.paused),
        posts("tara", "prescription.read"),
    ],
    "api_prescription_stop": [posts("tara", "prescription.stopped", bodies.words("reason"))],
    "api_session_logs": [
        Told("tara", "session_log.viewed", query="?client={client}"),
        quiet("cleo", OWN),
    ],
    "api_session_log": [
        Told("cleo", "session_log.corrected", "PUT", bodies.revision),
        Told("tara", "session_log.corrected", "PUT", bodies.revision),
    ],
    "api_session_log_batch": [posts("cleo", "session_log.added", bodies.batch)],
    "api_session_log_have": [
        quiet("cleo", "it answers which ids of the question are not here", "POST", bodies.ids),
        quiet("tara", "it answers which ids of the question are not here", "POST", bodies.ids),
    ],
}
AUDITED = {**ACCOUNTS, **PRESCRIPTIONS, **PORTAL, **API}
