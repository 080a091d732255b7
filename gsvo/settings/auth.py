"""Login, sessions, passwords and allauth."""

from datetime import timedelta

from django.contrib.messages import constants as messages

from gsvo.settings.base import DEMO, TESTING, env, number

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["gsvo.accounts.backends.AuthenticationBackend"]
_LENGTH = {"min_length": 12}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": _LENGTH},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "gsvo.accounts.password_validation.NotTheObvious", "OPTIONS": _LENGTH},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "arrive"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "gsvo.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "gsvo.accounts.forms.LoginForm",
    "reauthenticate": "gsvo.accounts.forms.ReauthenticateForm",
    "change_password": "gsvo.accounts.forms.ChangePasswordForm",
    "request_login_code": "gsvo.accounts.mfa_forms.RequestCodeForm",
    "confirm_login_code": "gsvo.accounts.mfa_forms.ConfirmCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts come by invitation to the very address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # seconds, as OWASP ASVS 5.0 has it for codes by mail
ACCOUNT_LOGIN_TIMEOUT = 15 * 60  # seconds from the first factor to the second
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}  # 1234-5678: typed with one thumb
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/5m/key,60/5m/ip",
    "request_login_code": "20/m/ip,15/5m/key",
}

# Staff reach the workplace only with a second factor; the demo's people have none.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=not (DEMO or TESTING))
MFA_ADAPTER = "gsvo.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # fingerprint, face or PIN: such a passkey is two factors in one
MFA_ALLOW_UNVERIFIED_EMAIL = True  # every address is one that a mail of ours has reached
MFA_TOTP_ISSUER = "Gemeinsam.Stark.VorOrt."
MFA_TOTP_TOLERANCE = 1  # clocks of telephones go wrong by half a minute
MFA_FORMS = {
    "authenticate": "gsvo.accounts.mfa_forms.FactorForm",
    "reauthenticate": "gsvo.accounts.mfa_forms.FactorAgainForm",
    "activate_totp": "gsvo.accounts.mfa_forms.ActivateAppForm",
    "authenticate_webauthn": "gsvo.accounts.mfa_forms.PasskeyForm",
    "login_webauthn": "gsvo.accounts.mfa_forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "gsvo.accounts.mfa_forms.PasskeyAgainForm",
    "add_webauthn": "gsvo.accounts.mfa_forms.AddPasskeyForm",
}

SESSION_ENGINE = "gsvo.http.session_store"  # the database, but for hashed keys
SESSION_IDLE = timedelta(minutes=number("SESSION_IDLE_MINUTES", 60))
SESSION_IDLE_STAFF = timedelta(minutes=number("SESSION_IDLE_MINUTES_STAFF", 30))
SESSION_LIFE = timedelta(hours=number("SESSION_HOURS", 12))
SESSION_COOKIE_AGE = 3 * 24 * 60 * 60  # the row, not the login: who comes back on Monday finds what was typed
SESSION_COOKIE_SAMESITE = "Lax"  # a link from a mail must find the session of an open browser
MESSAGE_TAGS = {messages.DEBUG: "info", messages.ERROR: "danger"}  # as KERN calls its alerts
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
