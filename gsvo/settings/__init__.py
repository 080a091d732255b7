"""All settings, one file per topic. What differs between places comes from the environment (.env.example)."""

from gsvo.settings.apps import *
from gsvo.settings.auth import *
from gsvo.settings.base import *
from gsvo.settings.celery import *
from gsvo.settings.database import *
from gsvo.settings.defaults import *
from gsvo.settings.email import *
from gsvo.settings.i18n import *
from gsvo.settings.logging import *
from gsvo.settings.operator import *
from gsvo.settings.security import *
