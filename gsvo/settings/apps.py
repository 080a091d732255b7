"""Apps, middleware, templates."""

from gsvo.settings.base import BASE_DIR

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
    "allauth.mfa",
    "csp",
    "crispy_forms",
    "gsvo.apps.PortalConfig",  # templatetags, checks, shared commands
    "gsvo.retention.apps.RetentionConfig",
    "gsvo.status.apps.StatusConfig",
    "gsvo.links.apps.LinksConfig",
    "gsvo.unsent_forms.apps.UnsentFormsConfig",
    "gsvo.outbox.apps.OutboxConfig",
    "gsvo.reminders.apps.RemindersConfig",
    "gsvo.accounts.apps.AccountsConfig",
    "gsvo.offices.apps.OfficesConfig",
    "gsvo.files.apps.FilesConfig",
    "chains.apps.ChainsConfig",
    "requests.apps.RequestsConfig",
    "advisors.apps.AdvisorsConfig",
    "gsvo.pages.apps.PagesConfig",
]

MIDDLEWARE = [
    "gsvo.observability.access_log.log_requests",
    # First what stands on every answer, be it a file, a redirect or an error of what follows.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gsvo.http.middleware.default_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gsvo.http.middleware.normalize_content_length",
    "gsvo.http.middleware.drop_unreadable_session_cookie",
    "gsvo.http.sessions.ForgivingSessionMiddleware",
    "gsvo.http.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gsvo.http.sessions.Sessions",
    "gsvo.unsent_forms.middleware.UnsentForms",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "gsvo.accounts.mfa_middleware.StaffMfaMiddleware",
    "gsvo.http.ratelimit.MailLimitMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gsvo.http.middleware.no_store_behind_login",
    "gsvo.http.middleware.reject_nul_in_address",
    "gsvo.http.middleware.RejectUncomputableAddress",
    "gsvo.http.middleware.method_not_allowed",
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
