"""What tests need of second factors: an account that has one, and the code that its app shows now."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from gsvo.outbox.deliver import deliver


def with_app(user):
    """Set up an app for an account, and codes for emergencies. Returns the app's key."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    user.refresh_from_db(fields=["session_epoch"])
    return secret


def with_passkey(user):
    """Note a passkey for an account as its browser would have sent it; the device itself does not exist."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    known = AttestedCredentialData.create(Aaguid.NONE, b"passkey", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    told = AuthenticatorData.create(sha256(b"localhost"), flags, 0, known)
    said = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    response = {"clientDataJSON": said, "attestationObject": AttestationObject.create("none", told, {})}
    name = websafe_encode(b"passkey")
    credential = {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": {part: websafe_encode(value) for part, value in response.items()},
    }
    data = {"name": "Schlüsselbund", "credential": credential}
    row = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
    user.refresh_from_db(fields=["session_epoch"])
    return row


def app_shows(secret):
    """The six digits that an app with this key shows now."""
    now = list(auth.yield_hotp_counters_from_time())[1]
    return auth.format_hotp_value(auth.hotp_value(secret, now))


def code_in(message):
    """The login code in a mail as it went out, or None."""
    found = re.search(r"\b\d{4}-\d{4}\b", message.body)
    return found and found[0]


def delivered(mailoutbox):
    """Send what waits; the mails that went out by that."""
    before = len(mailoutbox)
    deliver()
    return mailoutbox[before:]
