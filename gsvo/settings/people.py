"""Who comes in, and how long somebody stays in."""

from datetime import timedelta

from gsvo.settings.place import DEMO, TESTING, env

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

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", default=60))
SESSION_IDLE_STAFF = timedelta(minutes=env.int("SESSION_IDLE_MINUTES_STAFF", default=30))
SESSION_LIFE = timedelta(hours=env.int("SESSION_HOURS", default=12))
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60  # the row, not the login: who comes back on Monday finds what was typed
SESSION_COOKIE_SAMESITE = "Lax"  # a link from a mail must find the session of an open browser
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
