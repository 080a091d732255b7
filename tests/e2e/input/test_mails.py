"""What mails make of hostile words: no header comes in, the subject is one line, words stay words."""

import datetime as dt
import re
from contextlib import contextmanager
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from advisors.actions import accept, come_back, decline, engagements, extend_invitation, invite, leave
from gsvo.accounts import access, emails
from gsvo.accounts.actions import reset_second_factor, send_login_code
from gsvo.accounts.models import User
from gsvo.offices import committee_actions
from gsvo.offices.actions import change_role
from gsvo.offices.actions import leave as leave_office
from gsvo.offices.models import CommitteeMember, Membership, Role
from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.rendering import encrypt_code
from gsvo.pages.actions import ask_for_access, give_feedback
from gsvo.pages.models import Feedback
from gsvo.reminders.run import remind
from gsvo.workplace.daily_digest import morning_list
from gsvo.workplace.mail_types import KINDS
from requests import actions
from requests.models import RemarkAnswer, SupportRequest
from tests import factories
from tests.access import page_forms
from tests.access.db_guard import undone
from tests.access.test_extra_fields import TYPED, pages
from tests.e2e.input import acts_in_engagements, words_in_chains
from tests.e2e.input.reader import Reader, mangled
from tests.e2e.input.test_everywhere import Walk, here
from tests.reminders.test_remind import at

__all__ = ["here"]
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls("tests.access.urls")]
HEADERS = {
    "auto-submitted", "content-language", "content-type", "date", "from", "message-id", "mime-version",
    "reply-to", "subject", "to", "x-auto-response-suppress",
}  # fmt: skip


class Postman:
    """Reads every mail that is written while `watching`; `kinds` and `wrong` are what there was to see."""

    def __init__(self, texts):
        self.texts, self.kinds, self.wrong = texts, set(), []

    @contextmanager
    def watching(self):
        """Whatever happens inside is undone once its mails are read."""
        last = OutgoingMail.objects.latest("pk").pk
        with undone():
            yield
            for mail in OutgoingMail.objects.filter(pk__gt=last).select_related("link"):
                self.kinds.add(mail.kind)
                self.wrong += [f"{mail.kind}: {what}" for what in self.unfit(mail)]

    def unfit(self, mail):
        message = message_from_bytes(build_message(mail).message().as_bytes(), policy=policy.default)
        names = [name.lower() for name in message.keys()]  # noqa: SIM118  a message has names twice
        if sorted(names) != sorted(HEADERS):
            yield f"headers {names}"
        if [to.addr_spec for to in message["To"].addresses] != [mail.to_email]:
            yield f"goes to {message['To']}"
        if message["Reply-To"].defects or not all(one.domain for one in message["Reply-To"].addresses):
            yield f"is answered to {message['Reply-To']}"
        if str(message["Subject"]) != mail.subject or "\n" in mail.subject:
            yield f"subject {message['Subject']!r}"
        text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
        page = Reader(html, allowed=("style",))
        yield from page.alive
        yield from mangled(page.text, self.texts)[0]
        yield from mangled(re.sub("^>(?: |$)", "", text, flags=re.MULTILINE), self.texts)[0]  # a quotation


def hostile(form, poison):
    """What is sent with a form: hostile words wherever words go, believable things elsewhere."""
    typed = {
        field["name"]: poison.text(int(field["attrs"].get("maxlength", 900)))
        for field in form["fields"]
        if field["kind"] in ("text", "textarea") and not {"disabled", "inputmode"} & set(field["attrs"])
    }
    names = {field["name"] for field in form["fields"]}
    return page_forms.filled(form, **typed | {name: TYPED[name] for name in names & set(TYPED) - {"name"}})


def acts_of_others(here):
    """Functions for what no form of these pages does: acts of others, and mails that come by the clock."""
    rows = {name: row._meta.model.objects.get(pk=row.pk) for name, row in here.rows.items()}
    lead, words = here.people["lead"], here.poison.text

    for name in ("draft", "queried"):
        rows[name].goal_1 += " und noch einige Worte, damit es genug sind"
        rows[name].save()

    def agreed():
        for seat in rows["round"].seats.order_by("-pk"):
            factories.answer(seat, name=words(200))

    def said_by_telephone():
        seat = rows["round"].seats.filter(statements=None).first()
        told = {"name": words(200), "remarks": {"scope": words(900)}, "said_on": timezone.localdate()}
        actions.enter_answer(seat, by=lead, answer="agree_remarks", came_by="telephone", **told)

    def answered():
        remark = RemarkAnswer.objects.get(told_at=None)
        actions.send_answers(remark.statement.seat.round.version.mandate.support_request, by=lead)

    def accepted():
        invitation = rows["invitation"]
        accept(invitation, by=factories.invitation_link(invitation), no_conflict=True, deputy=words(200))

    def raced():
        case, others = rows["mandated"], [rows["pool_advisor"], factories.advisor(name=words(200))]
        invite(case, by=here.people["casework"], advisors=others, message=words(), at_once=True)
        first = case.invitations.open().first()
        accept(first, by=factories.invitation_link(first), no_conflict=True, deputy=words(200))

    def declined():
        while asked := rows["invitation"].support_request.invitations.open().first():
            decline(asked, by=factories.invitation_link(asked), text=words(), deputy=words(200))

    def told():
        kind = Feedback._meta.get_field("kind").choices[0][0]
        give_feedback(sending=uuid4(), kind=kind, page=words(300), text=words(), email="wer@example.org")

    def moved():
        later = timezone.localdate() + dt.timedelta(days=90)
        case = rows["invitation"].support_request
        actions.extend_clarification(
            rows["clarifying"], by=here.people["casework"], until=later, reason=words()
        )
        extend_invitation(case, by=here.people["casework"], until=later, reason=words())
        actions.change_grant(
            case, by=here.people["leitung"], quarters=case.granted_quarters - 1, reason=words()
        )

    def interrupted():
        case = rows["engagement"].support_request
        actions.hand_over(case, by=lead, to=here.people["member"])
        until = timezone.localdate() + dt.timedelta(days=9)
        engagements.interrupt(case, by=here.people["casework"], until=until, reason=words())
        later = until + dt.timedelta(days=9)
        engagements.extend_interruption(case, by=here.people["casework"], until=later, reason=words())
        reminded(range(11, 20))  # its two steps, the first brought forward by days off
        actions.cancel(case, by=here.people["leitung"], reason=words())

    def asked():
        texts = {"name": words(200), "function": words(150), "phone": words(50), "text": words()}
        ask_for_access(sending=uuid4(), office=rows["draft"].office, email="neu@example.org", **texts)

    def reminded(on=range(45)):
        for days in on:  # a day left out may be the only one with a step before the weekend
            with at(timezone.localdate() + dt.timedelta(days=days), 9):
                remind()
                morning_list()

    def reopened():
        case = rows["invitation"].support_request
        actions.withdraw(case, by=lead, reason=words())
        actions.reopen_case(case, by=here.people["leitung"], reason=words())

    def entered():
        factories.advisor(name=words(200))
        CommitteeMember.objects.filter(pk=rows["committee_member"].pk).update(email="neu.dort@example.org")
        for days in range(7, 14):
            with at(timezone.localdate() + dt.timedelta(days=days), 9):
                remind()

    def asleep():
        for days in range(720, 726):
            with at(timezone.localdate() + dt.timedelta(days=days), 9):
                remind()
                morning_list()
        with at(timezone.localdate() + dt.timedelta(days=900), 9):
            actions.end_inactive_cases()

    def stopped():
        access.stop(here.people["reader"], by=here.people["superuser"])
        access.reopen(here.people["reader"], by=here.people["superuser"])
        emails.wrong_factors(here.people["newcomer"], 10)
        emails.group_gained(
            here.people["leitung"], Group(name=words(80)), [words(80)], here.people["superuser"]
        )

    def changed():
        member = CommitteeMember.objects.get(pk=rows["committee_member"].pk)
        kept = {name: getattr(member, name) for name in ("institution", "function", "email", "is_chair")}
        for name, is_voting in ((words(200), member.is_voting), (member.name, not member.is_voting)):
            member = committee_actions.change_member(
                member, by=lead, expected_revision=member.revision, name=name, is_voting=is_voting, **kept
            )

    def dismissed():
        inviter = Membership.objects.get(user=rows["account_invitation"].invited_by, left_at=None)
        factories.member(inviter.office, Role.LEAD, email="nachfolge@example.org", name=words(200))
        for role in (Role.READER, inviter.role):  # and back, to the requests that lay with her
            change_role(inviter, by=here.people["leitung"], expected_role=inviter.role, role=role)

    def gone():
        advisor, by = rows["engagement"].advisor, here.people["casework"]
        leave(advisor, by=by)
        come_back(advisor, by=by)
        contact = Membership.objects.get(user=here.people["member"], left_at=None)
        named = SupportRequest.objects.filter(pk=rows["clarifying"].pk)
        named.update(contact_email=contact.user.email, handled_by=lead)
        leave_office(contact, by=contact.user)

    return [
        stopped,
        changed,
        dismissed,
        gone,
        reopened,
        entered,
        asleep,
        lambda: actions.submit(rows["draft"], by=lead, privacy_read=True),
        lambda: actions.answer(rows["queried"], by=lead, reason=words()),
        said_by_telephone,
        answered,
        agreed,
        lambda: actions.close_round(rows["round"], by=lead),
        accepted,
        raced,
        declined,
        told,
        moved,
        *acts_in_engagements.acts(here.people, rows, words),
        *words_in_chains.acts(here.people, rows, words),
        interrupted,
        asked,
        lambda: send_login_code(User.objects.get(pk=lead.pk).email, encrypt_code("ABC")),
        lambda: invite(
            rows["mandated"], by=here.people["casework"], advisors=[rows["pool_advisor"]], message=words()
        ),
        lambda: reset_second_factor(here.people["newcomer"], by=here.people["superuser"]),
        reminded,
    ]


def test_no_word_breaks_a_mail(here):
    postman = Postman(here.poison.texts)
    for identity, path in pages(here):
        walk = Walk(here, identity)
        page = walk.browser.get(path)
        for form in page_forms.forms_of(page.content.decode(), path) if page.status_code == 200 else ():
            with postman.watching():
                walk.reads(path, walk.browser.post(path, hostile(form, here.poison)))
        postman.wrong += walk.wrong
    for act in acts_of_others(here):
        with postman.watching():
            act()
    assert postman.wrong == [], "\n".join(["", *dict.fromkeys(postman.wrong)])
    missing = sorted(set(KINDS) - postman.kinds)
    assert missing == [], "\n".join(missing)
