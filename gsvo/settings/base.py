"""Environment, folders, profile, keys, hosts."""

import os
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DEMO_SECRET = "demo-only-never-in-production-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105

env = environ.Env()
# Another one for what must not depend on an operator's settings: the Makefile's catalogues and checks.
ENV_FILE = BASE_DIR / os.environ.get("ENV_FILE", ".env")
environ.Env.read_env(ENV_FILE)


def number(name, default, least=1, most=None):
    """Read a whole number from the environment. ImproperlyConfigured names the setting and what it may be."""
    try:
        value = env.int(name, default=default)
    except ValueError:
        value = None
    if value is None or value < least or (most is not None and value > most):
        span = f"von {least} bis {most}" if most is not None else f"ab {least}"
        raise ImproperlyConfigured(f"{name} muss eine ganze Zahl {span} sein.")
    return value


def numbers(name, default):
    """Read whole numbers, separated by commas, from the environment; errors as in `number`."""
    try:
        return env.list(name, cast=int, default=default)
    except ValueError:
        sentence = f"{name} muss aus ganzen Zahlen bestehen, mit Kommas dazwischen."
        raise ImproperlyConfigured(sentence) from None


# Whatever the portal writes, other accounts of the machine cannot read (gsvo/ops/production_settings.py
# checks more).
os.umask(0o077)

# What the embedded profile writes: database, queue, uploads, the demo's mail.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
if VAR_DIR == BASE_DIR / "var" and VAR_DIR.stat().st_uid == os.geteuid():
    VAR_DIR.chmod(0o700)  # made by an older release, or by hand

# One line for each record that retention deleted. Keep it beside the backups: it is replayed after a restore.
PURGE_PROTOCOL = Path(env("PURGE_PROTOCOL", default=str(VAR_DIR / "deletions.jsonl")))

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
TESTING = "pytest" in sys.modules

SECRET_KEY = env("SECRET_KEY", default="") or (DEMO_SECRET if DEMO or TESTING else "fehlt")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Hosts that are reached without encryption, because the operator answers for the wire to them.
PLAIN_TEXT_HOSTS = env.list("PLAIN_TEXT_HOSTS", default=[])

BASE_URL = env("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = number("TRUSTED_PROXIES", 0, least=0)  # how many of our own proxies stand in front
HTTPS = BASE_URL.startswith("https://")
