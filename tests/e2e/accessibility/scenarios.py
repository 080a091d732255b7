"""What {names} in the table's addresses mean, and how states come about that the demo does not show.

Each function of the second part takes the `World` of one state: it may change data (all is undone after the
state), open a link in the world's browser, set a name, or enter a patch on the world's stack.
"""

import datetime as dt
from unittest import mock

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone

from advisors.models import Advisor, Assignment, Engagement, Invitation, Preference
from chains.actions import new_template_version
from chains.models import Actor, Chain, ChainTemplate
from gsvo.accounts import access
from gsvo.accounts.models import LoginSession, User
from gsvo.demo import cast
from gsvo.demo.texts import TEXTS
from gsvo.offices import actions as office_actions
from gsvo.offices.models import CommitteeMember, Membership, Office, Role
from gsvo.outbox.mailbox import drop
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.pages.models import Feedback
from gsvo.status.models import SystemStatus
from gsvo.unsent_forms import storage
from requests import actions
from requests.models import Event, FundingPeriod, LedgerEntry, Round, SupportRequest, Topic
from tests.accounts import mfa
from tests.e2e.accessibility import in_engagements
from tests.e2e.accessibility.chain_scenarios import published
from tests.e2e.accessibility.static_server import ENDS_SOON
from tests.files import samples

PASSWORD = cast.PASSWORD
NEW_PASSWORD = "blaue-treppe-regen-09"
WRONG_FILE = SimpleUploadedFile("notiz.exe", b"MZ nichts")
NEW_OFFICE = "05112"


# --- names in addresses ----------------------------------------------------------------------------
def _case(text, office=cast.BIELEFELD):
    return lambda: SupportRequest.objects.get(title=TEXTS[text].title, office__key=office).oid


def _engagement(text):
    return lambda: Engagement.objects.get(support_request__oid=NAMES[text]()).oid


def rounds():
    return Round.objects.filter(version__mandate__support_request__oid=NAMES["queries"]()).order_by("pk")


def _chain(office=cast.BIELEFELD):
    return Chain.objects.filter(office__key=office).latest("school_year")


def _pk(model, **of):
    return lambda: model.objects.filter(**of).order_by("pk").first().pk


NAMES = {
    **{name: _case(name) for name in TEXTS},
    **{f"unna_{name}": _case(name, cast.UNNA) for name in ("summer", "chambers", "newcomers", "parents",
                                                           "agreement")},
    **{f"engagement_of_{name}": _engagement(name) for name in ("three_codes", "inclusion", "figures")},
    **in_engagements.NAMES,
    "colleague": _pk(Membership, user__email="kollegin.bielefeld@example.org"),
    "member": lambda: CommitteeMember.objects.get(email=f"gremium2.{cast.BIELEFELD}@example.org").oid,
    "first_round": lambda: rounds()[0].oid,
    "second_round": lambda: rounds()[1].oid,
    "remarking_member": lambda: rounds()[1].seats.first().member.oid,
    "chain": lambda: _chain().oid,
    "unna_chain": lambda: _chain(cast.UNNA).oid,
    "chain_actor": lambda: str(_chain().steps.exclude(lead=None).first().lead_id),
    "unna_published": lambda: published(cast.UNNA).oid,
    "published": lambda: published(cast.BIELEFELD).oid,
    "step": lambda: _chain().steps.get(number=3).oid,
    "advisor": lambda: Advisor.objects.get(email=cast.advisor_address(5)).oid,
    "wished_advisor": lambda: Advisor.objects.get(email=cast.advisor_address(1)).oid,
    "advisor_pk": _pk(Advisor),
    "event": _pk(Event),
    "ledger_entry": _pk(LedgerEntry),
    "preference": _pk(Preference),
    "invitation": _pk(Invitation),
    "engagement": _pk(Engagement),
    "assignment": _pk(Assignment),
    "sent_mail": _pk(OutgoingMail),
    "topic": _pk(Topic),
    "period": _pk(FundingPeriod),
    "colleague_of_gib": _pk(User, email="sachbearbeitung@example.org"),
    "actor": _pk(Actor),
    "office": _pk(Office, key=cast.BIELEFELD),
    "template": lambda: ChainTemplate.objects.current().pk,
    "template_step": lambda: ChainTemplate.objects.current().steps.get(number=3).pk,
}  # fmt: skip


# --- values of fields ------------------------------------------------------------------------------
def in_a_quarter():
    return (timezone.localdate() + dt.timedelta(days=90)).isoformat()


def in_a_month():
    return (timezone.localdate() + dt.timedelta(days=30)).isoformat()


def order_of_first_advisor():
    """The name of the field for an advisor's number in the order."""
    return f"order_{Advisor.objects.get(email=cast.advisor_address(5)).oid}"


def this_school_year():
    return str(_chain().school_year)


# --- people whom the demo does not have -------------------------------------------------------------
def people():
    lead = User.objects.create_user("koko.neu@example.org", PASSWORD, name="Nora Neumann")
    Membership.objects.create(user=lead, office=Office.objects.get(key=NEW_OFFICE), role=Role.LEAD)
    advisor = User.objects.create_user("beratung.neu@example.org", PASSWORD, name="Bodo Neuling")
    Advisor.objects.create(name=advisor.name, email=advisor.email, user=advisor)
    User.objects.create_user("ohne.rolle@example.org", PASSWORD, name="Olga Ohne")


def who(name):
    return User.objects.get(email=f"{name}@example.org")


def _request(name):
    return SupportRequest.objects.get(oid=NAMES[name]())


# --- states: coming in ------------------------------------------------------------------------------
def asks_code(world):
    world.client.post("/konto/login/code/", {"login": "koko.bielefeld@example.org"})


def tried_often(world):
    for _try in range(10):
        world.client.post("/konto/login/", {"login": "a@example.org", "password": "x"})


def no_password(_world):
    """Whoever comes in by code alone confirms by code."""
    user = who("beratung2")
    user.set_unusable_password()
    user.save()


def asked_again(world):
    no_password(world)
    world.client.force_login(who("beratung2"))
    world.client.post("/konto/bestaetigen/code/", {})


def has_factor(world):
    _give(world, mfa.with_app, "sachbearbeitung")


def _give(world, factor, name):
    """A new factor ends the logins of before; this one goes on, as for whoever sets it up in a browser."""
    user = who(name)
    made = factor(user)
    if SESSION_KEY in world.client.session:
        session = world.client.session
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
    return made


def logs_in(world, name="koko.bielefeld"):
    """By the form, because setting up a factor asks how long ago somebody came in."""
    world.client.post("/konto/login/", {"login": f"{name}@example.org", "password": PASSWORD})


def logs_in_with_factor(world):
    logs_in(world)
    _give(world, mfa.with_app, "koko.bielefeld")


def logged_in_elsewhere(_world):
    user = who("koko.bielefeld")
    LoginSession.objects.create(user=user, fits=user.session_fingerprint())


def stopped_colleague(_world):
    access.stop(who("sachbearbeitung"), by=who("leitung"))


def has_passkey(world):
    _give(world, mfa.with_passkey, "sachbearbeitung")


def logs_in_with_passkey(world):
    logs_in(world)
    world.names["passkey"] = _give(world, mfa.with_passkey, "koko.bielefeld").pk


def waits_for_factor(world):
    has_factor(world)
    logs_in(world, "sachbearbeitung")


def typed_too_late(world):
    """The login ended while somebody was typing; after the next one, what was typed is there."""
    user = who("koko.bielefeld")
    world.client.force_login(user)
    form = RequestFactory().post("/anfragen/neu/", {"title": "Was ich gerade schrieb"})
    storage.keep(form, f"account:{user.pk}", "/anfragen/neu/", is_late=True)


def login_ends(world):
    world.stack.enter_context(mock.patch("gsvo.http.sessions.seconds_left", return_value=ENDS_SOON.values()))


def feedback(world):
    world.client.post("/rueckmeldung/", {"kind": "barrier", "text": "Der Kontrast ist zu schwach."})
    world.names["feedback"] = Feedback.objects.latest("pk").pk


# --- states: the office ----------------------------------------------------------------------------
def second_office(world):
    user, office = who("koko.bielefeld"), Office.objects.get(key=cast.UNNA)
    Membership.objects.create(user=user, office=office, role=Role.MEMBER)


def no_open_period(world):
    FundingPeriod.objects.update(submission_until=timezone.localdate() - dt.timedelta(days=1))


def empty_draft(world):
    office, by = Office.objects.get(key=cast.BIELEFELD), who("kollegin.bielefeld")
    world.names["empty_draft"] = actions.create(office=office, by=by, creation_key="leer").oid


def paper(world):
    file = SimpleUploadedFile("Beschluss des Gremiums.pdf", samples.pdf())
    actions.attach(_request("draft"), by=who("kollegin.bielefeld"), uploads=[file])


def begun_mandate(world):
    actions.start_mandate(_request("unna_newcomers"), by=who("koko.unna"))


def written_mandate(world):
    from gsvo.demo.cases import mandate_written

    mandate_written(_request("unna_newcomers"), 0, by="koko.unna")


def no_steps(world):
    _chain().steps.all().delete()


def invited_colleague(world):
    return _invite("nele@example.org", "Nele Neu")


def _invite(email, name):
    office, by = Office.objects.get(key=cast.BIELEFELD), who("koko.bielefeld")
    return office_actions.invite(office, by=by, email=email, name=name, role=Role.MEMBER)


# --- states: post and workplace --------------------------------------------------------------------
def mail(world):
    from gsvo.outbox.mime import build_message

    world.names["mail"] = drop(build_message(OutgoingMail.objects.latest("pk")).message().as_bytes())


def failed_mail(world):
    row = OutgoingMail.objects.order_by("pk").last()
    _fail(OutgoingMail.objects.filter(pk=row.pk))
    world.names |= {"failed_mail": row.pk, "failed_mail_oid": row.oid}


def _fail(mails):
    mails.update(status=Status.FAILED, attempts=130, sent_at=None, last_answer="550 5.1.1 no such user")


def paused(world):
    SystemStatus.objects.pause_sending()


def paper_and_failed_mail(world):
    from gsvo.files.storage import store
    from requests.models import Attachment

    row = _request("parents")
    file = store(SimpleUploadedFile("Beschluss des Gremiums.pdf", samples.pdf()), by=row.created_by)
    Attachment.objects.create(support_request=row, file=file)
    _fail(OutgoingMail.objects.about(row))


def new_template(world):
    template = new_template_version(by=who("leitung"))
    world.names |= {"template": template.pk, "template_step": template.steps.get(number=3).pk}
