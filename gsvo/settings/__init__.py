"""All settings, one file per topic. What differs between places comes from the environment (.env.example)."""

from gsvo.settings.clock import *
from gsvo.settings.data import *
from gsvo.settings.figures import *
from gsvo.settings.language import *
from gsvo.settings.logs import *
from gsvo.settings.operator import *
from gsvo.settings.parts import *
from gsvo.settings.people import *
from gsvo.settings.place import *
from gsvo.settings.post import *
from gsvo.settings.security import *
