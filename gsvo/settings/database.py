"""Database, cache, static files and uploads."""

from pathlib import Path

from gsvo.settings.base import BASE_DIR, DEBUG, TESTING, VAR_DIR, env, number

# SQLite: write locks are taken at the beginning of a transaction and waited for, or parallel writers fail.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    # Fields with choices read them by iterator(), for each a cursor that costs three statements.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        # A machine that vanished says nothing: after so long without a sign of it a question fails.
        "tcp_user_timeout": 15_000,  # milliseconds
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        **DATABASES["default"].get("OPTIONS", {}),
    }

REDIS_URL = env("REDIS_URL", default="")
CACHE_URL = env("CACHE_URL", default=REDIS_URL)
CACHES = {  # shared by all processes; what is counted there holds names and addresses as hashes only
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_FUNCTION": "gsvo.http.ratelimit.hashed_key",
        "OPTIONS": {
            "serializer": "gsvo.lib.json_cache.JsonSerializer",
            "socket_timeout": 2,
            "socket_connect_timeout": 1,
        },
    }
    if CACHE_URL
    else {
        "BACKEND": "gsvo.lib.json_cache.JsonDatabaseCache",
        "LOCATION": "cache",
        "KEY_FUNCTION": "gsvo.http.ratelimit.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # with Django's 300, many tries would push counters out
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
KERN_DIR = BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "gsvo.lib.finders.KernFinder",  # the few files of KERN UX that pages use
    "gsvo.lib.finders.StyleSheetFinder",  # css/portal.css from static/css/portal/
]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))  # never below the web server's root
MIN_FREE_MB = number("MIN_FREE_MB", 500)  # less room on a disk that we write to turns /readyz red
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
FILE_UPLOAD_HANDLERS = [
    "gsvo.files.upload_limits.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "gsvo.files.disk_space.DiskUpload",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # all but files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": _PLAIN if DEBUG or TESTING else _HASHED,
        # Public, and written by whoever builds the image: the web server's own user must read them.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
