"""An authenticator in software: it makes real keys and real signatures, and can be told to lie."""

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from apps.accounts.models import Client, ClientPasskey

ORIGIN, SITE = "http://testserver", "testserver"
FLAGS = AuthenticatorData.FLAG.USER_PRESENT | AuthenticatorData.FLAG.USER_VERIFIED


@dataclass
class Key:
    """One passkey. `count` goes up with each use where the maker counts; most count nothing."""

    origin: str = ORIGIN
    site: str = SITE
    flags: AuthenticatorData.FLAG = FLAGS
    count: int = 0
    user: bytes = b""
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(32))

    @property
    def public(self) -> AttestedCredentialData:
        return AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.secret.public_key())
        )

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.create() gives for these options."""
        asked = options["publicKey"]
        self.user = websafe_decode(asked["user"]["id"])
        data = AuthenticatorData.create(
            sha256(self.site.encode()).digest(),
            self.flags | AuthenticatorData.FLAG.ATTESTED,
            self.count,
            bytes(self.public),
        )
        attestation = AttestationObject.create("none", data, {})
        said = self._said("webauthn.create", asked["challenge"])
        return self._answer(clientDataJSON=said, attestationObject=bytes(attestation))

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.get() gives for these options."""
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        data = bytes(AuthenticatorData.create(sha256(self.site.encode()).digest(), self.flags, self.count))
        signature = self.secret.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signature, userHandle=self.user)

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: bytes) -> dict[str, Any]:
        own = websafe_encode(self.id)
        held = {name: websafe_encode(value) for name, value in response.items()}
        return {"id": own, "rawId": own, "type": "public-key", "response": held, "clientExtensionResults": {}}


def passkey_of(client: Client, key: Key | None = None) -> Key:
    """A passkey that the client has added already."""
    key = key or Key()
    key.user = client.public_id.bytes
    ClientPasskey.objects.create(
        client=client,
        clinic=client.clinic,
        credential_id=websafe_encode(key.id),
        public_key=bytes(key.public),
        sign_count=key.count,
        label="Android phone, Chrome",
    )
    return key
