"""Who gets what at each address of the site. A route that stands in no table here fails the build.

A profile names the expected answer of each actor in the order of `world.ACTORS`: anonymous, Cleo, Cody (another
client), Tara (treats Cleo), Tess (a colleague without access), Theo (another clinic), Rex (left the clinic), Ada
(curator of the shared library), Omar (owner, without access to Cleo). The things in the addresses are Cleo's.
"""

from dataclasses import dataclass, field

from tests.integration.access.world import ACTORS

# o ok, s sent to sign in, j sent to the join page, m missing, f forbidden, u unknown (401), r asked for a reason
KINDS = {"o": "ok", "s": "sign_in", "j": "join", "m": "missing", "f": "forbidden", "u": "unknown", "r": "reason"}
PUBLIC = "ooooooooo"
ACCOUNT = "sssoooooo"
WORKING = "sssooofoo"
THERAPISTS = "sssooofmo"
OF_CLEO = "sssommfmm"
IN_CLINIC = "sssoomfmo"
RECORD = "sssormfmr"
OWNERS = "sssmmmfmo"
CURATORS = "sssmmmfom"
PHONES = "joojjjjjj"
PHONE_OF_CLEO = "jomjjjjjj"
API_LIBRARY = "uffooofoo"
API_ROUTINES = "ummooomoo"
API_THERAPISTS = "ummooommo"
API_CLEO = "uomommmmm"
API_OF_CLEO = "ummommmmm"
API_OWN = "uooooomoo"
API_SIGNED_IN = "uoooooooo"
ADMIN = "sssssssos"
SUPERUSERS = "sssssssfs"


@dataclass(frozen=True)
class Rule:
    """`methods` are those that do something; any other is refused like the rest, or with 405."""

    profile: str
    methods: str = "GET"
    arguments: dict[str, str] = field(default_factory=dict)
    path: str = ""
    may_write: frozenset[str] = frozenset()
    post_profile: str = ""

    def expected(self, actor: str, method: str = "GET") -> str:
        profile = self.post_profile if self.post_profile and method == "POST" else self.profile
        return KINDS[profile[ACTORS.index(actor)]]

    def allows(self, actor: str, method: str, kind: str) -> bool:
        expected = self.expected(actor, method)
        if self.methods == "any":
            return kind in {expected, "method"}
        if method in self.methods.split():
            return kind == expected
        return kind in {"method", "missing"} or (kind == expected and kind != "ok")


def page(profile: str, methods: str = "GET POST", **arguments: str) -> Rule:
    return Rule(profile, methods, arguments)


CLIENT = {"client_id": "client"}
PLAN = {"public_id": "prescription"}
FRONT = {
    "home": Rule("soooooooo"),
    "no_clinic": Rule("sssffffff"),
    "states": Rule(ACCOUNT),
    "livez": Rule(PUBLIC),
    "readyz": Rule(PUBLIC),
    "security_txt": Rule(PUBLIC),
    "robots_txt": Rule(PUBLIC),
    "csp_report": Rule(PUBLIC, "POST"),
}
ACCOUNTS = {
    "accounts:join": page(PUBLIC),
    "accounts:passkey_question": page(PUBLIC, "POST"),
    "accounts:passkey_sign_in": page(PUBLIC, "POST"),
    "accounts:passkey_add_question": page(PHONES, "POST"),
    "accounts:passkey_add": page(PHONES, "POST"),
    "accounts:passkey_end": page(PHONE_OF_CLEO, "POST", passkey_id="passkey"),
    "accounts:passkey_revoke": page(OF_CLEO, "POST", **CLIENT, passkey_id="passkey"),
    "accounts:invitation": page(PUBLIC, token="token"),
    "accounts:leave": Rule("jjjjjjjjj", "POST"),
    "accounts:client_new": page(THERAPISTS),
    "accounts:client_import": page(THERAPISTS),
    "accounts:client_details": page(OF_CLEO, **CLIENT),
    "accounts:archive": page(OF_CLEO, "POST", **CLIENT),
    "accounts:restore": page(OF_CLEO, "POST", **CLIENT),
    "accounts:note_add": page(OF_CLEO, **CLIENT),
    "accounts:invite": page(OF_CLEO, **CLIENT),
    "accounts:invite_send": page(OF_CLEO, "POST", **CLIENT),
    "accounts:device_revoke": page(OF_CLEO, "POST", **CLIENT, device_id="device"),
    "accounts:access": page(IN_CLINIC, **CLIENT),
    "accounts:colleague_add": page(OF_CLEO, "POST", **CLIENT),
    "accounts:care_end": page(OF_CLEO, "POST", **CLIENT, therapist_id="therapist"),
    "accounts:team": page(OWNERS, "GET"),
    "accounts:team_invite": page(OWNERS),
    "accounts:team_invite_withdraw": page(OWNERS, "POST", invitation_id="staff_invitation"),
    "accounts:member": page(OWNERS, "GET", user_id="therapist"),
    "accounts:member_role": page(OWNERS, "POST", user_id="therapist"),
    "accounts:member_remove": page(OWNERS, "POST", user_id="therapist"),
    "accounts:member_second_step": page(OWNERS, "POST", user_id="therapist"),
    "accounts:member_return": page(OWNERS, "POST", user_id="therapist"),
    "accounts:sign_in_rules": page(OWNERS),
    "accounts:session_end": Rule("sssmmmmmm", "POST", path="/sessions/1/end/"),
    "accounts:looked": page(OF_CLEO, "GET", **CLIENT),
    "accounts:client_consent": page(OF_CLEO, "POST", **CLIENT, kind="consent"),
    "accounts:own_consent": page(PHONES, "POST", kind="consent"),
    "accounts:privacy": page(PUBLIC, "GET"),
    "accounts:activity": page(OWNERS, "GET"),
    "accounts:activity_file": page(OWNERS, "GET"),
    "accounts:alert_close": page(OWNERS, "POST", alert_id="alert"),
    "accounts:api_tokens": page(WORKING),
    "accounts:api_token_delete": page(OF_CLEO, "POST", token_key="token_key"),
}
CATALOGUE = {
    "catalogue:library": page(WORKING, "GET"),
    "catalogue:exercise": page(WORKING, "GET", slug="exercise_slug"),
    "catalogue:review": page(THERAPISTS, "POST", slug="exercise_slug"),
    "catalogue:review_back": page(THERAPISTS, "POST", slug="exercise_slug"),
    "catalogue:sources": page(CURATORS, "GET"),
    "catalogue:photo": page("soooomsmo", "GET", public_id="photo"),
    "catalogue:curation": page(CURATORS, "GET"),
    "catalogue:bulk": page(CURATORS, "POST"),
    "catalogue:exercise_new": page(CURATORS, "any"),
    "catalogue:pose_preview": page(CURATORS, "POST"),
    "catalogue:exercise_edit": page(CURATORS, "any", public_id="draft"),
    "catalogue:exercise_move": page(CURATORS, "POST", public_id="draft"),
    "catalogue:exercise_send_back": page(CURATORS, "POST", public_id="draft"),
    "catalogue:photo_add": page(CURATORS, "POST", public_id="draft"),
}
PRESCRIPTIONS = {
    "prescriptions:routines": page(THERAPISTS, "GET"),
    "prescriptions:intended_use": page(WORKING, "GET"),
    "prescriptions:routine": page(THERAPISTS, "GET", slug="routine"),
    "prescriptions:choose_client": page(THERAPISTS, "GET", slug="routine"),
    "prescriptions:choose": page(OF_CLEO, "GET", public_id="client"),
    "prescriptions:prescribe": page(OF_CLEO, public_id="client", slug="routine"),
    "prescriptions:edit": page(OF_CLEO, **PLAN),
    "prescriptions:exercises": page(OF_CLEO, "GET", **PLAN),
    "prescriptions:what_if": page(OF_CLEO, "GET", **PLAN),
    "prescriptions:clinic_limits": page(OWNERS),
    "prescriptions:limits": page(OF_CLEO, **PLAN),
    "prescriptions:exercise_limits": page(OF_CLEO, **PLAN, key="planned"),
    "prescriptions:answer": page(OF_CLEO, "POST", **PLAN, key="planned"),
    "prescriptions:swap": page(OF_CLEO, **PLAN, key="planned"),
    **{
        f"prescriptions:{name}": page(OF_CLEO, "POST", **PLAN)
        for name in ("pause", "resume", "stop", "move_step", "save", "clear_red_flag")
    },
}
PORTAL = {
    "portal:today": page(PHONES, "GET"),
    "portal:log": page(PHONES),
    "portal:done": page(PHONE_OF_CLEO, "GET", log_id="log"),
    "portal:plan": page(PHONES, "GET"),
    "portal:plan_exercise": page(PHONE_OF_CLEO, "GET", key="planned"),
    "portal:plan_easier": page(PHONE_OF_CLEO, "POST", key="planned"),
    "portal:plan_easier_undo": page(PHONE_OF_CLEO, "POST", key="planned"),
    "portal:progress": page(PHONES, "GET"),
    "portal:log_correct": page(PHONE_OF_CLEO, log_id="log"),
    "portal:morning": page(PHONE_OF_CLEO, log_id="log"),
    "portal:log_withdraw": page(PHONE_OF_CLEO, "POST", log_id="log"),
    "portal:help": page(PHONES, "GET"),
    "portal:settings": page(PHONES, "GET"),
    "portal:copy": page(PHONES),
    "portal:copy_file": page(PHONE_OF_CLEO, "GET", copy_id="own_copy"),
    "portal:leave": page(PHONES, "GET"),
    "portal:leave_confirm": page(PHONES),
    "portal:client_copy": page(OF_CLEO, **CLIENT),
    "portal:client_copy_file": page(OF_CLEO, "GET", **CLIENT, copy_id="staff_copy"),
    "portal:client_leave": page(OF_CLEO, **CLIENT),
    "portal:client_stay": page(OF_CLEO, "POST", **CLIENT),
    "portal:records": page(OWNERS),
    "portal:take_in": page(OWNERS),
    "portal:hold": page(OWNERS, client_id="client"),
    "portal:caseload": page(THERAPISTS, "GET"),
    "portal:client_record": page(RECORD, "GET", **CLIENT),
    "portal:client_plan": page(OF_CLEO, "GET", **CLIENT),
    "portal:client_changes": page(OF_CLEO, "GET", **CLIENT),
    "portal:client_reported": page(OF_CLEO, "GET", **CLIENT),
    "portal:client_sessions": page(OF_CLEO, "GET", **CLIENT),
    "portal:session_correct": page(OF_CLEO, **CLIENT, log_id="log"),
}
API = {
    "api_schema": page(API_SIGNED_IN, "GET"),
    "api_clients": page(API_THERAPISTS),
    "api_client": page(API_OF_CLEO, "GET", **CLIENT),
    "api_exercises": page(API_LIBRARY, "GET"),
    "api_exercise_figure": page(API_LIBRARY, "GET", key="exercise"),
    "api_exercise": page(API_LIBRARY, "GET", key="exercise"),
    "api_exercise_by_slug": page(API_LIBRARY, "GET", key="exercise_slug"),
    "api_routines": page(API_ROUTINES, "GET"),
    "api_routine": page(API_ROUTINES, "GET", slug="routine"),
    "api_prescriptions": Rule(API_OWN, "GET POST", post_profile=API_THERAPISTS),
    "api_prescription": page(API_CLEO, "GET", **PLAN),
    "api_prescription_pause": page(API_OF_CLEO, "POST", **PLAN),
    "api_prescription_resume": page(API_OF_CLEO, "POST", **PLAN),
    "api_prescription_stop": page(API_OF_CLEO, "POST", **PLAN),
    "api_session": page(PUBLIC, "GET"),
    "api_session_logs": page(API_OWN, "GET"),
    "api_session_log_batch": page(API_SIGNED_IN, "POST"),
    "api_session_log_have": page(API_SIGNED_IN, "POST"),
    "api_session_log": page(API_OWN, "PUT", log_id="log"),
}
OURS = {**FRONT, **ACCOUNTS, **CATALOGUE, **PRESCRIPTIONS, **PORTAL, **API}
