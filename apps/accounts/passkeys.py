"""Passkeys of clients: what the browser is asked, and whether its answer is true. Nothing is stored here.

The challenge travels in a signed cookie for five minutes. That it counts once is written in the shared cache, which
fails closed (docs/adr/0010).
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from apps.accounts.models import Client, ClientPasskey

SECONDS = 300
SALT = "apps.accounts.passkeys"
ADD, SIGN_IN = "add", "sign in"
Options = dict[str, Any]


class PasskeyRefused(Exception):
    """The answer is not one to the question that was asked, or it is not true. Why is nobody's business."""


def ask_to_add(request: HttpRequest, client: Client) -> tuple[Options, str]:
    """What the browser needs to make a passkey for this client, and the cookie that remembers the question."""
    user = PublicKeyCredentialUserEntity(
        id=client.public_id.bytes, name=client.clinic.name, display_name=client.first_name
    )
    ids = client.passkeys.filter(revoked_at=None).values_list("credential_id", flat=True)
    known = [
        PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(one)) for one in ids
    ]
    options, state = _server(request).register_begin(
        user,
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), _remember(ADD, state, str(client.public_id))


def ask_to_sign_in(request: HttpRequest) -> tuple[Options, str]:
    """Any passkey of this site will do: nobody says who they are first."""
    options, state = _server(request).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options), _remember(SIGN_IN, state, "")


def read_new_passkey(request: HttpRequest, client: Client, answer: Any) -> tuple[AttestedCredentialData, int]:
    """The key that was made, and its count. Raises PasskeyRefused."""
    state = _recall(request, ADD, str(client.public_id))
    try:
        made: AuthenticatorData = _server(request).register_complete(state, RegistrationResponse.from_dict(answer))
    except Exception as error:  # the library meets hostile bytes with many kinds of exception
        raise PasskeyRefused from error
    if made.credential_data is None:
        raise PasskeyRefused
    return made.credential_data, made.counter


def named_by(answer: Any) -> str:
    """The id of the passkey that the browser says it used. Raises PasskeyRefused."""
    found = answer.get("rawId") if isinstance(answer, Mapping) else None
    if not isinstance(found, str):
        raise PasskeyRefused
    return found


def check_signature(request: HttpRequest, passkey: ClientPasskey | None, answer: Any) -> int:
    """The count that comes with a true signature of this passkey. Raises PasskeyRefused, also when there is none."""
    state = _recall(request, SIGN_IN, "")
    if passkey is None:
        raise PasskeyRefused
    try:
        said = AuthenticationResponse.from_dict(answer)
        _server(request).authenticate_complete(state, [AttestedCredentialData(bytes(passkey.public_key))], said)
    except Exception as error:  # as above
        raise PasskeyRefused from error
    count = said.response.authenticator_data.counter
    copied = bool(count or passkey.sign_count) and count <= passkey.sign_count
    if said.response.user_handle != passkey.client.public_id.bytes or copied:
        raise PasskeyRefused
    return count


def id_of(credential: AttestedCredentialData) -> str:
    return websafe_encode(credential.credential_id)


def set_question_cookie(response: HttpResponse, value: str) -> None:
    secure = settings.SECURE_COOKIES
    response.set_cookie(
        settings.PASSKEY_COOKIE, value, max_age=SECONDS, secure=secure, httponly=True, samesite="Strict"
    )


def _server(request: HttpRequest) -> Fido2Server:
    """The site is its host's name, and an answer must come from this very origin."""
    site = PublicKeyCredentialRpEntity(id=request.get_host().partition(":")[0], name="Reprise")
    own = f"{request.scheme}://{request.get_host()}"
    return Fido2Server(site, verify_origin=lambda origin: origin == own)


def _remember(purpose: str, state: Mapping[str, Any], whom: str) -> str:
    return signing.dumps({"purpose": purpose, "whom": whom, "challenge": state["challenge"]}, salt=SALT)


def _recall(request: HttpRequest, purpose: str, whom: str) -> dict[str, Any]:
    """The question of this browser, which is used up by asking for it."""
    try:
        asked = signing.loads(request.COOKIES.get(settings.PASSKEY_COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        raise PasskeyRefused from None
    challenge = asked["challenge"]
    if (asked["purpose"], asked["whom"]) != (purpose, whom):
        raise PasskeyRefused
    if not cache.add(f"passkey-question:{challenge}", 1, timeout=SECONDS):
        raise PasskeyRefused
    return {"challenge": challenge, "user_verification": UserVerificationRequirement.REQUIRED}
