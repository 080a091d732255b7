"""Files for programs: sitemap, robots, security.txt, manifest, favicon."""

import datetime as dt
import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gsvo.pages.seo import PAGES

NOT_FOR_ROBOTS = (
    "/admin/", "/anfragen/", "/begleitungen/", "/bestaetigung/", "/einladung/", "/gremium/", "/kalender/",
    "/kenntnisnahme/", "/ketten/", "/konto/", "/pool/", "/postfach/", "/rueckblick/", "/stellungnahme/",
)  # fmt: skip
SECURITY_TXT_DAYS = 180  # the RFC wants it to expire within a year

_one_hour = cache_control(public=True, max_age=60 * 60)


def _text(lines):
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@_one_hour
@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    return _text([*lines, "", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}"])


@login_not_required
@_one_hour
@require_safe
def security(request):
    """Return security.txt (RFC 9116)."""
    expires = (timezone.now() + dt.timedelta(SECURITY_TXT_DAYS)).replace(hour=0, minute=0, second=0)
    return _text(
        [
            f"Contact: mailto:{settings.CONTACT_EMAIL}",
            f"Contact: {settings.BASE_URL}{reverse('feedback')}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: de, en",
            f"Canonical: {settings.BASE_URL}{reverse('security')}",
        ]
    )


@login_not_required
@_one_hour
@require_safe
def sitemap(request):
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for name in PAGES:
        xml.startElement("url", {})
        xml.addQuickElement("loc", settings.BASE_URL + reverse(name))
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return response


@login_not_required
@_one_hour
@require_safe
def manifest(request):
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    body = {
        "name": "Gemeinsam.Stark.VorOrt.",
        "short_name": "GSVO",
        "lang": settings.LANGUAGE_CODE,
        "start_url": reverse("home"),
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": icons,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/manifest+json")


@login_not_required
@_one_hour
@require_safe
def favicon(request):
    """Redirect browsers that do not read the page's own <link>."""
    return redirect(static("img/favicon.ico"))
