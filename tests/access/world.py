"""One small world with everybody and everything in it, for the matrix of who may open what.

`Browsers` keeps one browser per identity, `records` the real ids that the table names. All records are in the
state in which their pages and acts work; the world of Unna is there to be foreign.
"""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from advisors import actions as advisor_actions
from chains import actions as chain_actions
from chains.gaps.of_chain import gaps_of
from gsvo.accounts.actions import send_password_link
from gsvo.files.storage import store
from gsvo.links.models import Link
from gsvo.offices import actions as office_actions
from gsvo.offices.models import Membership, Role
from gsvo.outbox import mailbox
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.pages.models import AccessRequest, Feedback
from requests import actions
from requests.models import Attachment, SupportRequest
from requests.workflow import State
from tests import factories
from tests.access.extra import more_records
from tests.advisors.looking_back import looking_back_link
from tests.advisors.milestones import acknowledgement_link
from tests.chains.institutions import asked
from tests.files.samples import pdf

GUETERSLOH = "05754"


class Browser(Client):
    """Keeps its cookies as they are once `still`, and asks without the test client's record of templates."""

    still = False

    def request(self, **request):
        return self.handler(self._base_environ(**request)) if self.still else super().request(**request)


@dataclass
class World:
    """`people`: identity → account. `browsers`: identity → client. `records`: name → id in an address."""

    people: dict
    browsers: dict
    records: dict
    rows: dict  # name → the model instance behind it, where a test wants more than the id


def build():
    """Make the world by the acts themselves where that is short. Returns a World."""
    people = _people()
    rows = _bielefeld(people) | _unna(people)
    rows |= _engagement(people) | _workplace(people)
    links = _links(people, rows)
    records = {name: _id(row) for name, row in rows.items()}
    records |= {f"{name}_token": link.url().strip("/").rpartition("/")[2] for name, link in links.items()}
    records |= {f"{name}_link": link.oid for name, link in links.items()}
    records |= {"bielefeld": factories.BIELEFELD, "unna": factories.UNNA, "guetersloh": GUETERSLOH, "one": 1}
    records |= {
        "gap": f"no_deputy:{rows['step'].oid}",
        "grant": "grant",
        "mail_app": "accounts",
        "mail_kind": "password_link",
    }
    records |= {f"admin {label}": _id_in_admin(label, rows) for label in admin_models()}
    records |= {"content_type": ContentType.objects.get_for_model(SupportRequest).pk}
    records |= {"mail": mailbox.drop(b"Subject: Hallo\n\nGuten Tag")}
    records |= more_records(people, rows)
    return World(people, _browsers(people, links), records, rows | {f"{n}_link": x for n, x in links.items()})


def admin_models():
    """ "app.model" of everything that the admin site shows."""
    return sorted(model._meta.label_lower for model in admin.site._registry)


def _id(row):
    return getattr(row, "oid", None) or row.pk


def _people():
    bielefeld, unna, guetersloh = (
        factories.office(factories.BIELEFELD),
        factories.office(factories.UNNA),
        factories.office(GUETERSLOH),
    )
    people = {
        "lead": factories.member(bielefeld, Role.LEAD, email="lead@bielefeld.example", name="Lea Leitung"),
        "member": factories.member(
            bielefeld, Role.MEMBER, email="member@bielefeld.example", name="Mio Mitarbeit"
        ),
        "reader": factories.member(
            bielefeld, Role.READER, email="reader@bielefeld.example", name="Leo Leser"
        ),
        "former": factories.member(
            bielefeld, Role.LEAD, email="former@bielefeld.example", name="Eva Ehemals"
        ),
        "inactive": factories.member(
            bielefeld, Role.LEAD, email="inactive@bielefeld.example", name="Ina Inaktiv"
        ),
        "stranger": factories.member(unna, Role.LEAD, email="lead@unna.example", name="Uli Unna"),
        "partner": factories.member(
            guetersloh, Role.LEAD, email="lead@guetersloh.example", name="Gül Gütersloh"
        ),
        "casework": factories.staff("Sachbearbeitung", email="casework@gib.example", name="Sascha Sache"),
        "leitung": factories.staff("Leitung", email="leitung@gib.example", name="Luca Leitung"),
        "controlling": factories.staff("Controlling", email="controlling@gib.example", name="Conny Control"),
        "newcomer": factories.user("new@gib.example", name="Nia Neu", is_staff=True),
        "superuser": factories.user("admin@gib.example", name="Ada", is_staff=True, is_superuser=True),
        "advisor": factories.advisor(name="Bea Beratung", email="bea@pool.example", account=True).user,
        "other_advisor": factories.advisor(name="Bo Beratung", email="bo@pool.example", account=True).user,
    }
    Membership.objects.filter(user=people["former"]).update(left_at=timezone.now())
    return people


def _paper(of_request):
    file = store(SimpleUploadedFile("Antrag.pdf", pdf(), content_type="application/pdf"))
    return Attachment.objects.create(support_request=of_request, file=file).file


def _bielefeld(people):
    lead, office = people["lead"], factories.office(factories.BIELEFELD)
    period = factories.funding_period()
    rows = {"period": period, "office": office}
    for state in State:
        if state != State.MATCHING:
            rows[state.value] = factories.support_request(state, by=lead, office=office, period=period)
            rows[state.value].partner_offices.add(factories.office(GUETERSLOH))
    rows["draft_paper"], rows["submitted_paper"] = _paper(rows["draft"]), _paper(rows["submitted"])
    rows["committee_member"] = factories.committee(office).members.first()
    rows["voting"] = factories.support_request(State.CLARIFYING, by=lead, office=office, period=period)
    rows["voting"].partner_offices.add(factories.office(GUETERSLOH))
    rows["round"] = factories.opened_round(rows["voting"], by=lead)
    rows["seat"] = rows["round"].seats.first()
    rows["chain"] = chain_actions.copy_from_template(office, 2026, by=lead)
    rows["step"] = rows["chain"].steps.first()
    rows["chain_actor"] = rows["chain"].steps.exclude(lead=None).first().lead
    _accept_a_gap(rows["chain"], lead)
    rows["account_invitation"] = office_actions.invite(
        office, by=lead, email="neu@bielefeld.example", name="Nele Neu", role=Role.MEMBER
    )
    rows["member_membership"] = Membership.objects.get(user=people["member"])
    return rows


def _accept_a_gap(chain, by):
    """Accept a gap that stays one whatever words stand in the chain."""
    keys = [gap.key for gap in gaps_of(chain).open if gap.rule == "runs_backwards"]
    chain_actions.accept_gap(chain, by=by, key=keys[0], reason="Bleibt.", until=timezone.localdate())


def _unna(people):
    stranger, unna = people["stranger"], factories.office(factories.UNNA)
    foreign = factories.support_request(State.SUBMITTED, by=stranger, office=unna)
    voting = factories.support_request(State.CLARIFYING, by=stranger, office=unna)
    chain = chain_actions.copy_from_template(unna, 2026, by=stranger)
    return {
        "unna_submitted": foreign,
        "unna_paper": _paper(foreign),
        "unna_round": factories.opened_round(voting, by=stranger),
        "unna_chain": chain,
        "unna_step": chain.steps.first(),
        "unna_membership": Membership.objects.get(user=stranger),
        "unna_account_invitation": office_actions.invite(
            unna, by=stranger, email="neu@unna.example", name="Ned Neu", role=Role.READER
        ),
    }


def _engagement(people):
    bea, bo = people["advisor"].advisor, people["other_advisor"].advisor
    engaged = SupportRequest.objects.get(state=State.ENGAGED)
    engaged.engagement.assignments.update(advisor=bea)
    engaged.invitations.update(advisor=bea)
    engaged.engagement.advisor = bea
    engaged.engagement.save()
    asked = [factories.advisor(name="Ida Gefragt"), factories.advisor(name="Wanda Wartend")]
    matching = factories.invited(people["casework"], asked, office=factories.office(factories.BIELEFELD))
    matching.partner_offices.add(factories.office(GUETERSLOH))
    draft = SupportRequest.objects.get(state=State.DRAFT)
    queried = SupportRequest.objects.get(state=State.QUERIED)
    for row in (queried, draft):  # staff see wishes from the submission on
        advisor_actions.prefer(row, by=people["lead"], advisor=bo, kind="wish", reason="Kennt uns.")
    changing = SupportRequest.objects.get(state=State.INTERRUPTED)
    actions.change_mandate(changing, by=people["lead"], reason="Neues Ziel.")
    return {
        "matching": matching,
        "changing": changing,
        "invitation": matching.invitations.get(position=1),
        "engagement": engaged.engagement,
        "taken_over": _taken_over(people, bea),
        "pool_advisor": bo,
    }


def _taken_over(people, advisor):
    """An engagement from before the portal, with its mandate as a paper, shared with a partner."""
    row = advisor_actions.enter_taken_over(
        factories.office(factories.BIELEFELD),
        by=people["casework"],
        title="Von früher",
        mode="mixed",
        advisor=advisor,
        paper=SimpleUploadedFile("auftrag.pdf", pdf(), "application/pdf"),
        **factories.earlier(),
    )
    row.support_request.partner_offices.add(factories.office(GUETERSLOH))
    return row


def _workplace(people):
    """What the workplace's own screens need besides."""
    authenticator = Authenticator.objects.create(
        user=people["newcomer"], type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    feedback = Feedback.objects.create(
        kind=Feedback._meta.get_field("kind").choices[0][0], text="Ein Bild fehlt."
    )
    access_request = AccessRequest.objects.create(
        office=factories.office(), name="Noa Neu", email="noa@example.org", function="Leitung"
    )
    EmailAddress.objects.create(user=people["member"], email=people["member"].email, verified=True)
    template = chain_actions.new_template_version(by=people["superuser"])
    return {
        "template": template,
        "template_step": template.steps.first(),
        "colleague": factories.staff("Sachbearbeitung", email="kollegin@gib.example", name="Kai Kollegin"),
        "topic": factories.topic(),
        "authenticator": authenticator,
        "failed_mail": _failed_mail(),
        "feedback": feedback,
        "accessrequest": access_request,
    }


def _failed_mail():
    mail = OutgoingMail.objects.order_by("pk").first()
    OutgoingMail.objects.filter(pk=mail.pk).update(status=Status.FAILED, last_answer="550 5.1.1 unbekannt")
    return mail


def _id_in_admin(label, rows):
    """The id of a record that the admin shows, of each model one."""
    special = {
        "accounts.user": "colleague",
        "advisors.advisor": "pool_advisor",
        "chains.chaintemplate": "template",
        "chains.templatestep": "template_step",
        "offices.office": "office",
        "requests.supportrequest": "submitted",
    }
    if label in special:
        return rows[special[label]].pk
    model = next(model for model in admin.site._registry if model._meta.label_lower == label)
    row = model._default_manager.order_by("pk").first()
    return row.pk if row else 1


def _links(people, rows):
    send_password_link(people["reader"].email)
    return {
        "statement": factories.statement_link(rows["seat"]),
        "invitation": factories.invitation_link(rows["invitation"]),
        "account": Link.objects.to(rows["account_invitation"], "account").latest("pk"),
        "acknowledgement": acknowledgement_link(rows["engagement"], by=people["lead"]),
        "looking_back": looking_back_link(rows["engagement"]),
        "part_confirmation": asked(rows["chain"], people["lead"])[1],
        "password": Link.objects.to(people["reader"], "password").latest("pk"),
    }


def _browsers(people, links):
    browsers = {"anonymous": Browser(raise_request_exception=False)}
    for name, person in people.items():
        browsers[name] = Browser(raise_request_exception=False)
        person.refresh_from_db(fields=["session_epoch"])  # the newcomer has a factor by now
        browsers[name].force_login(person)
    people["inactive"].is_active = False
    people["inactive"].save()
    for purpose, link in links.items():
        browser = browsers[f"{purpose}_holder"] = Browser(raise_request_exception=False)
        answer = browser.get(link.url().removeprefix("http://localhost:8000"))
        assert answer.status_code == 302, (purpose, answer.status_code)
    for browser in browsers.values():
        browser.still = True
    return browsers
