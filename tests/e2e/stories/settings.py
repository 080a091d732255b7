"""The portal's own settings for journeys on the demo: a login costs no time. Nothing else differs."""

from gsvo.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
