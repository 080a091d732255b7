"""Context of every page: programme name, contact, navigation. No queries by itself."""

from functools import partial

from django.conf import settings

from gsvo import navigation


def portal(request):
    return {
        "portal_name": "Gemeinsam.Stark.VorOrt.",
        "contact_email": settings.CONTACT_EMAIL,
        "contact_phone": settings.CONTACT_PHONE,
        "demo": settings.DEMO,
        "navigation": partial(navigation.entries, request),  # asked by pages that show it, and only then
    }
