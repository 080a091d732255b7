"""All settings, by topic. Every difference between places comes from the environment (.env.example)."""

import sys
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO_SECRET = "demo-only-never-in-production-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What the embedded profile writes: database, queue, uploads, the demo's mail.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Profile -------------------------------------------------------------------------------------
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

# --- Apps ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "gsvo.workplace.apps.WorkplaceAdminConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "crispy_forms",
    "gsvo.apps.PortalConfig",  # templatetags, checks, shared commands
    "gsvo.links.apps.LinksConfig",
    "gsvo.outbox.apps.OutboxConfig",
    "gsvo.accounts.apps.AccountsConfig",
    "gsvo.offices.apps.OfficesConfig",
    "gsvo.files.apps.FilesConfig",
    "chains.apps.ChainsConfig",
    "requests.apps.RequestsConfig",
    "advisors.apps.AdvisorsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gsvo.middleware.no_store_behind_login",
    "gsvo.middleware.nul_leads_nowhere",
]

ROOT_URLCONF = "gsvo.urls"
WSGI_APPLICATION = "gsvo.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gsvo.context_processors.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "kern"
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_FAIL_SILENTLY = False

# --- Database ------------------------------------------------------------------------------------
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
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# --- Cache and sessions: shared by all processes ---------------------------------------------------
REDIS_URL = env("REDIS_URL", default="")
CACHE_URL = env("CACHE_URL", default=REDIS_URL)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"  # a link from a mail must find the session of an open browser
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie

# --- People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "arrive"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "gsvo.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "gsvo.accounts.forms.LoginForm",
    "reauthenticate": "gsvo.accounts.forms.ReauthenticateForm",
    "change_password": "gsvo.accounts.forms.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts come by invitation to the very address
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key,60/5m/ip"}

# --- Security ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gsvo.pages.views.csrf_failure"
if HTTPS:
    SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]  # asked from inside, without the proxy
    SECURE_SSL_REDIRECT = not TRUSTED_PROXIES or env.bool("SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- Language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]  # English follows with its catalogue
LOCALE_PATHS = [BASE_DIR / "gsvo" / "locale"]
FORMAT_MODULE_PATH = ["gsvo.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# --- Files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
KERN_DIR = BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "gsvo.finders.KernFinder",  # the few files of KERN UX that pages use
]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))  # never below the web server's root
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # all but files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _PLAIN if DEBUG or TESTING else _HASHED},
}

# --- Post ----------------------------------------------------------------------------------------
MAILBOX_DIR = VAR_DIR / "postfach"  # the demo's mail, as files: no usable link rests in the database
if "EMAIL_URL" in env:
    vars().update(env.email("EMAIL_URL"))
elif DEMO:
    EMAIL_BACKEND = "gsvo.outbox.mailbox.MailboxBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20  # seconds; a silent server must not hold a sender
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Gemeinsam.Stark.VorOrt. <gsvo@example.org>")
CONTACT_EMAIL = env("CONTACT_EMAIL", default="gsvo@example.org")
CONTACT_PHONE = env("CONTACT_PHONE", default="02041 000-000")

# --- Who runs it: for Impressum, Datenschutz, Barrierefreiheit. What is empty is shown as still to come. ---
OPERATOR = {
    "name": env("OPERATOR_NAME", default="G.I.B."),
    "address": env("OPERATOR_ADDRESS", default=""),
    "represented_by": env("OPERATOR_REPRESENTED_BY", default=""),
    "register": env("OPERATOR_REGISTER", default=""),
    "data_protection": env("OPERATOR_DATA_PROTECTION", default=""),
    "ombuds_office": env("OPERATOR_OMBUDS_OFFICE", default=""),
}

# --- Worker and clock ----------------------------------------------------------------------------
_QUEUE_DIR, _CONTROL_DIR = VAR_DIR / "queue", VAR_DIR / "queue-control"
for _folder in (_QUEUE_DIR, _CONTROL_DIR):
    _folder.mkdir(exist_ok=True)
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_timeout": 2, "socket_connect_timeout": 1, "max_retries": 0, "visibility_timeout": 60}
    if REDIS_URL
    else {
        "data_folder_in": str(_QUEUE_DIR),
        "data_folder_out": str(_QUEUE_DIR),
        "control_folder": str(_CONTROL_DIR),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # the sweep is the guarantee; nobody waits for the broker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "deliver-what-is-left": {
        "task": "gsvo.outbox.tasks.deliver_due",
        "schedule": 30.0,
        "options": {"expires": 60},
    },
    "close-rounds-past-their-deadline": {
        "task": "requests.tasks.close_due_rounds",
        "schedule": crontab(minute=5),
    },
    "expire-invitations": {"task": "advisors.tasks.expire_invitations", "schedule": crontab(minute=10)},
}

# --- Figures that G.I.B. confirms (proposals until then) -------------------------------------------
ANSWER_WITHIN_WORKING_DAYS = env.int("ANSWER_WITHIN_WORKING_DAYS", default=10)
ANSWER_QUERY_WITHIN_DAYS = env.int("ANSWER_QUERY_WITHIN_DAYS", default=14)
CLARIFY_WITHIN_DAYS = env.int("CLARIFY_WITHIN_DAYS", default=42)
ROUND_DAYS = env.int("ROUND_DAYS", default=14)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=7)
ACCOUNT_LINK_DAYS = env.int("ACCOUNT_LINK_DAYS", default=14)
PASSWORD_LINK_HOURS = env.int("PASSWORD_LINK_HOURS", default=24)

# --- Logs ----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"no_tokens": {"()": "gsvo.links.redact.RedactTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_tokens"]}
    },
    "loggers": {"kombu.connection": {"level": "ERROR"}},  # the file broker has no host name
    "root": {"handlers": ["console"], "level": "INFO"},
}
