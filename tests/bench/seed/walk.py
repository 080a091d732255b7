"""Where the bench goes: an address for each page, sessions of those who look, what must stand there."""

import re
from dataclasses import asdict, dataclass
from html import unescape

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from advisors.models import Advisor, ConcernStep, Engagement
from chains.models import Chain
from gsvo.accounts.models import User
from gsvo.demo import cast
from gsvo.links.models import Link
from gsvo.offices.models import Office
from gsvo.outbox.models import OutgoingMail
from requests.models import Seat, SupportRequest
from requests.states import Group, in_group
from requests.workflow import State, WaitingOn
from tests.accounts.mfa import with_app
from tests.bench.seed.words import RARE_NAME, RARE_WORD, SCHOOLS

OFFICE, STAFF, MEMBER = "office", "staff", "member"  # who looks
# What stands on a page once for each row, as regular expressions.
ROW = '<th scope="row"'
ENTRY = r'<li[^>]*>\s*<span class="when"'
MAIL = 'class="field-headed'
ANSWER = 'name="answer" value="agree"'
TYPED = 'name="occasion_text"'
WIDE_WORD = SCHOOLS[0]  # stands in a sixth of all titles
DEEPEST = 100  # the page that "deep" means, where there are as many; it is reached by its key
NEXT = re.compile(r'rel="next" href="([^"]+)"')


@dataclass
class Visit:
    """A page to look at. `rows`: how often `marker` stands on it."""

    who: str
    path: str
    rows: int
    marker: str = ROW
    sends: dict | None = None  # what is typed into its form and sent
    page: int = 1  # of its list


def plan():
    """Return {"cookies": {who: session key}, "visits": {page: Visit as dict}}."""
    seat = _open_seat()
    cookies = {OFFICE: _browser_of(_koko()), STAFF: _browser_of(_staff()), MEMBER: _opened(_link(seat))}
    visits = {**_office_lists(), **_office_pages(), **_statement(seat), **_staff_lists(), **_staff_pages()}
    return {"cookies": cookies, "visits": {name: asdict(visit) for name, visit in visits.items()}}


# --- who looks -----------------------------------------------------------------------------------
def _koko():
    return User.objects.get(memberships__office=_office(), memberships__role="lead")


def _office():
    return Office.objects.get(key=cast.BIELEFELD)


def _staff():
    return User.objects.filter(groups__name="Sachbearbeitung").get()


def _browser_of(user):
    """Return the key of a session as a login leaves it, the second factor of staff included."""
    browser = Client()
    if user.is_staff:
        with_app(user)
    browser.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    if user.is_staff:
        session, factor = browser.session, Authenticator.objects.get(user=user, type="totp")
        proof = {"method": "mfa", "type": factor.type, "id": factor.pk, "at": session["login_began"]}
        session["account_authentication_methods"] = [proof]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def _open_seat():
    """Return a seat of our office that was asked and has not answered."""
    waiting = Seat.objects.filter(round__closed_at=None, statements=None).order_by("pk")
    return waiting.filter(round__version__mandate__support_request__office=_office()).first()


def _link(seat):
    return Link.objects.to(seat, Seat.LINK_PURPOSE).usable().get()


def _opened(link):
    """Return the key of a session in which a mail's link was opened."""
    browser = Client(SERVER_NAME="localhost")
    browser.get(link.url().removeprefix(settings.BASE_URL))
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


# --- what they look at ---------------------------------------------------------------------------
def _office_lists():
    mine = SupportRequest.objects.filter(
        Q(office=_office()) | (Q(partner_offices=_office()) & ~Q(state=State.DRAFT))
    ).distinct()
    deep = max(1, min(DEEPEST, mine.count() // 20))
    running = mine.filter(state__in=in_group(Group.RUNNING))
    path = reverse("requests:list")
    engagements = Engagement.objects.filter(support_request__in=mine)
    last = min(20, mine.count() - 20 * (deep - 1))
    return {
        "list": Visit(OFFICE, path, _first(20, mine)),
        "search": Visit(OFFICE, f"{path}?q={RARE_WORD}", _first(20, mine.filter(title__contains=RARE_WORD))),
        "wide-search": Visit(OFFICE, f"{path}?q={WIDE_WORD}", _first(20, _with_word(mine))),
        "filter": Visit(OFFICE, f"{path}?stand={Group.RUNNING.value}", _first(20, running)),
        "deep": Visit(OFFICE, _page(path, deep), last, page=deep),
        "pool": Visit(OFFICE, reverse("advisors:pool"), _first(20, Advisor.objects.all())),
        "engagements": Visit(OFFICE, reverse("advisors:engagements"), _first(20, engagements)),
    }


def _page(path, number):
    """Return the address of a page of the office's list, as the links from page to page lead there."""
    browser, query = Client(SERVER_NAME="localhost"), ""
    browser.force_login(_koko(), settings.AUTHENTICATION_BACKENDS[0])
    for _turn in range(number - 1):
        query = unescape(NEXT.search(browser.get(path + query).content.decode())[1])
    return path + query


def _first(most, rows):
    return min(most, rows.count())


def _with_word(rows):
    return rows.filter(Q(title__contains=WIDE_WORD) | Q(occasion_text__contains=WIDE_WORD))


def _office_pages():
    ours = SupportRequest.objects.filter(office=_office()).order_by("pk")
    draft = ours.filter(state=State.DRAFT).first()
    asked = ours.filter(state=State.MATCHING).first()
    engagement = (
        Engagement.objects.filter(support_request__office=_office(), ended_at=None).order_by("pk").first()
    )
    since = engagement.support_request.events.filter(pk__gte=_acceptance(engagement).pk)
    chain = Chain.objects.get(office=_office())
    step = reverse("requests:step", args=[draft.oid, 2])
    return {
        "request": Visit(OFFICE, asked.get_absolute_url(), asked.events.count(), ENTRY),
        "form": Visit(OFFICE, step, 1, TYPED),
        "submit": Visit(OFFICE, step, 1, TYPED, {"title": "Übergänge im Kreis", "weiter": ""}),
        "engagement": Visit(OFFICE, engagement.get_absolute_url(), since.count(), ENTRY),
        "chain": Visit(OFFICE, chain.get_absolute_url(), chain.steps.count(), ROW),
    }


def _mandated():
    """Return a case whose advisors G.I.B. may choose now."""
    return SupportRequest.objects.filter(state=State.MANDATED).order_by("pk").first()


def _acceptance(engagement):
    return engagement.support_request.events.filter(act="accept").earliest("pk")


def _statement(seat):
    return {"statement": Visit(MEMBER, _link(seat).page_url(), 1, ANSWER)}


def _staff_lists():
    cases = SupportRequest.objects.exclude(state=State.DRAFT)
    rare = cases.filter(title__contains=RARE_WORD)
    ours = cases.filter(waiting_on=WaitingOn.GIB)
    mails = OutgoingMail.objects.all()
    path, post = reverse("admin:cases"), reverse("admin:outbox_outgoingmail_changelist")
    return {
        "start": Visit(STAFF, reverse("admin:index"), _first(60, ours)),
        "cases": Visit(STAFF, path, _first(50, cases)),
        "case-search": Visit(STAFF, f"{path}?q={RARE_WORD}", _first(50, rare)),
        "case-wide-search": Visit(STAFF, f"{path}?q={WIDE_WORD}", _first(50, _with_word(cases))),
        "post": Visit(STAFF, post, _first(50, mails), MAIL),
        "post-search": Visit(
            STAFF, f"{post}?q={RARE_NAME.split()[1]}", _first(50, mails.filter(to_name=RARE_NAME)), MAIL
        ),
    }


def _staff_pages():
    ours = SupportRequest.objects.filter(office=_office(), state=State.ENGAGED).order_by("pk").first()
    engagement = ours.engagement
    steps = ConcernStep.objects.filter(concern__engagement=engagement)  # in the same markup
    rows = ours.events.filter(pk__gte=_acceptance(engagement).pk).count() + steps.count()
    return {
        "case": Visit(STAFF, reverse("admin:case", args=[ours.oid]), ours.events.count(), ENTRY),
        "case-engagement": Visit(STAFF, reverse("admin:engagement", args=[ours.oid]), rows, ENTRY),
        "choice": Visit(
            STAFF, reverse("admin:act", args=[_mandated().oid, "invite"]), Advisor.objects.count()
        ),
    }
