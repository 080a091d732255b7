"""Language and time."""

from gsvo.settings.base import BASE_DIR

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "gsvo" / "locale"]
FORMAT_MODULE_PATH = ["gsvo.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
