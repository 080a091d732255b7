"""Where and as what the portal runs: environment, folders, profile, keys, hosts."""

import sys
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DEMO_SECRET = "demo-only-never-in-production-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What the embedded profile writes: database, queue, uploads, the demo's mail.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# One line for each record that retention deleted. Keep it beside the backups: it is replayed after a restore.
PURGE_PROTOCOL = Path(env("PURGE_PROTOCOL", default=str(VAR_DIR / "deletions.jsonl")))

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
TESTING = "pytest" in sys.modules

SECRET_KEY = env("SECRET_KEY", default="") or (DEMO_SECRET if DEMO or TESTING else "fehlt")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

BASE_URL = env("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # how many of our own proxies stand in front
HTTPS = BASE_URL.startswith("https://")
