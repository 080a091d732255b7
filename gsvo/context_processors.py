"""What every page shows: programme name, contact, navigation."""

from django.conf import settings


def portal(request):
    return {
        "portal_name": "Gemeinsam.Stark.VorOrt.",
        "contact_email": settings.CONTACT_EMAIL,
        "contact_phone": settings.CONTACT_PHONE,
        "demo": settings.DEMO,
    }
