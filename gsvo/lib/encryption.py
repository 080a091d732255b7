"""Encrypt secrets at rest (login codes, second factors).

The key is derived from SECRET_KEY and the purpose; keys that are being phased out (SECRET_KEY_FALLBACKS)
still open what they closed. Whoever has the database but not the key reads nothing.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class DecryptionError(ValueError):
    """Raised for a text encrypted under no key of ours or for another purpose, or altered since."""


def encrypt(text: str, purpose: str) -> str:
    """Encrypt text for one purpose. Each time another result."""
    return _box(purpose).encrypt(text.encode()).decode()


def decrypt(encrypted: str, purpose: str) -> str:
    """Decrypt a text for its purpose, or raise DecryptionError."""
    try:
        return _box(purpose).decrypt(encrypted.encode()).decode()
    except InvalidToken:
        raise DecryptionError from None


def rotate(encrypted: str, purpose: str) -> str:
    """Encrypt a secret anew under today's key, so that an old key can go, or raise DecryptionError."""
    try:
        return _box(purpose).rotate(encrypted.encode()).decode()
    except InvalidToken:
        raise DecryptionError from None


def _box(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key, purpose)) for key in keys])


def _key(secret: str, purpose: str) -> bytes:
    digest = salted_hmac(f"gsvo.sealed.{purpose}", "key", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
