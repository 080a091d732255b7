"""Security headers, cookies and trusted proxies."""

from csp.constants import NONE, SELF

from gsvo.settings.base import HTTPS, TRUSTED_PROXIES, env

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
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
if HTTPS:  # only this very host may set them, and only over HTTPS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
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

# Tries per time and address. Offices share an address, so what succeeds is not counted.
LIMITS = {
    "guessed_link": "15/5m/ip",
    "feedback": "10/h/ip",
    "check_mandate": "30/h/ip",
    "access": "10/h/ip,5/d/key",  # by one caller; for one address by all
    "mail_asked_for": "5/5m/key",  # by one caller to one address; by all of them together:
    "password_link": "20/m/ip,15/5m/key",
    "mailed_link": "1/10m/key,6/d/key",  # by a button on a page of a dead link, to one record
    # By one account, each to whomever. A round of a large committee is forty.
    "mails_of_account": "200/h/key,600/d/key",
    "mails_of_staff": "1000/h/key,4000/d/key",
    "new_session": "60/5m/ip",  # each is a row in the database; an office comes by one address
}
