"""Facts about a request in words, for mails and pages alike."""

from django.utils.translation import gettext as _

from gsvo.lib.dates import months


def span(support_request):
    """When the office wants to work: "Februar bis Oktober 2027"; else its own words, or nothing."""
    period = months(support_request.period_from, support_request.period_to)
    return period or support_request.period_alternative


def mode_of(record):
    """How a request or an advisor works: on site, online or both."""
    words = {"on_site": _("vor Ort"), "online": _("online"), "mixed": _("vor Ort und online")}
    return words.get(record.mode, "")
