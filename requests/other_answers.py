"""What G.I.B. may offer an office in place of an engagement."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OtherAnswer(TextChoices):
    TALK = "talk", _("Gespräch")
    WORKSHOP = "workshop", _("Kooperations-Workshop")
    ELSEWHERE = "elsewhere", _("andere Stelle")
