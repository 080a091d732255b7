"""Where and as what the portal runs: environment, folders, profile, keys, hosts."""

import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DEMO_SECRET = "demo-only-never-in-production-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What the embedded profile writes: database, queue, uploads, the demo's mail.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
TESTING = "pytest" in sys.modules

SECRET_KEY = env("SECRET_KEY", default=DEMO_SECRET if DEMO or TESTING else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not (DEMO or TESTING) and (len(SECRET_KEY) < 50 or SECRET_KEY == DEMO_SECRET):
    raise ImproperlyConfigured("SECRET_KEY fehlt, ist zu kurz (unter 50 Zeichen) oder ein Demo-Wert.")

BASE_URL = env("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # how many of our own proxies stand in front
HTTPS = BASE_URL.startswith("https://")
