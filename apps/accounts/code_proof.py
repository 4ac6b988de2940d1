"""A code to the address of somebody who is signed in and has nothing else to show: they type it to prove who they are.

allauth asks for a password or a second step again, and takes whoever has neither at their word.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.userkit import user_id_to_str

KEY = "code_proof"


class CodeProof(AbstractCodeVerificationProcess):
    """As a code to sign in: kept in the person's own session, for a few tries and minutes."""

    def __init__(self, request: Any, state: dict[str, Any]) -> None:
        self.request = request
        attempts, seconds = app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS, app_settings.LOGIN_BY_CODE_TIMEOUT
        super().__init__(attempts, seconds, state, request.user)

    @classmethod
    def begin(cls, request: Any) -> "CodeProof":
        proof = cls(request, cls.initial_state(request.user, email=request.user.email))
        proof.send()
        proof.persist()
        return proof

    @classmethod
    def under_way(cls, request: Any) -> "CodeProof | None":
        """The one whose code was sent to this person and is still good."""
        state = request.session.get(KEY)
        if not state or state["user_id"] != user_id_to_str(request.user):
            return None
        proof: CodeProof | None = cls(request, state).abort_if_invalid()
        return proof

    def send(self) -> None:
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        context = {"request": self.request, "code": self.code}
        adapter.send_mail("account/email/proof_code", self.state["email"], context)

    def persist(self) -> None:
        self.request.session[KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(KEY, None)

    def finish(self) -> None:
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        self.abort()
