"""Somebody asks for access to an office: stored, mailed once, the same answer for everybody."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from gsvo.offices.models import AccountInvitation, Role
from gsvo.outbox.models import OutgoingMail
from gsvo.pages.models import AccessRequest
from tests import factories
from tests.helpers.admin_forms import save
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/zugang-anfragen/"
HAGEN = "05914"
GIVEN = {
    "office": HAGEN,
    "name": "Noa Neu",
    "function": "Koordination",
    "email": "noa.neu@stadt.example",
    "phone": "0200 1234-0",
    "text": "Wir möchten im Frühjahr anfragen.",
    "sending": "6f1f0c52-7a8e-4a4c-9a53-2f3a3a1c0d11",
    "trap": "",
}


def ask(client, **changes):
    return client.post(ADDRESS, GIVEN | changes)


def sending(number):
    return f"6f1f0c52-7a8e-4a4c-9a53-2f3a3a1c0d{number:02}"


def mails():
    return OutgoingMail.objects.filter(kind="pages/access_asked")


def test_a_wish_is_stored_and_mailed_to_us_alone(client, settings):
    answer = ask(client)

    row, mail = AccessRequest.objects.get(), OutgoingMail.objects.get()
    assert answer.url == reverse("access_asked")
    assert row.office.key == HAGEN
    assert all(getattr(row, name) == GIVEN[name] for name in ("name", "function", "email", "phone", "text"))
    assert (mail.kind, mail.to_email, mail.about) == ("pages/access_asked", settings.CONTACT_EMAIL, row)
    assert all(GIVEN[name] in mail.text for name in ("name", "function", "email", "phone", "text"))


@pytest.mark.once
def test_all_53_places_can_be_chosen_and_none_is_chosen_before(client):
    options = Page(client.get(ADDRESS).content.decode()).all("option")

    assert len(options) == 54
    assert options[0].attrs["value"] == ""
    assert not any("selected" in option.attrs for option in options[1:])


@pytest.mark.once
@pytest.mark.parametrize("page", ["/", "/konto/login/"])
def test_home_and_login_lead_there(client, page):
    assert f'href="{ADDRESS}"' in client.get(page).content.decode()


def answer_without_tokens(client, **changes):
    """What somebody gets to see in the end, without what differs between two visits anyway."""
    ask(client, **changes)
    answer = ask(client, **changes)
    page = client.get(answer.url)
    return answer.status_code, answer.url, re.sub(r'value="[^"]{20,}"', "", page.content.decode())


def test_the_answer_is_the_same_for_every_office_and_every_address(client, koko):
    """Nobody learns here who has an account, who is invited, or which office has people."""
    office = koko.memberships.get().office
    invited = AccountInvitation.objects.create(
        office=office, email="eingeladen@example.org", name="E", role="member", invited_by=koko
    )
    answers = {
        answer_without_tokens(client, sending=sending(number), office=key, email=email)
        for number, (key, email) in enumerate(
            [(HAGEN, "fremd@stadt.example"), (HAGEN, koko.email), (office.key, koko.email),
             (office.key, invited.email), (office.key, "noch.fremd@stadt.example")]
        )
    }  # fmt: skip

    assert len(answers) == 1
    assert mails().count() == 5
    assert not OutgoingMail.objects.exclude(kind="pages/access_asked").exists()


def test_pressed_twice_it_is_stored_and_mailed_once(client):
    for _press in range(3):
        assert ask(client).url == reverse("access_asked")

    assert (AccessRequest.objects.count(), mails().count()) == (1, 1)


@pytest.mark.parametrize("altered", ["", "x", "{}"])
def test_an_altered_mark_of_the_form_is_passed_over(client, altered):
    assert ask(client, sending=altered).url == reverse("access_asked")
    assert AccessRequest.objects.count() == 1


def test_asked_again_while_it_waits_keeps_what_was_typed_and_mails_nobody_again(client):
    ask(client)
    ask(client, sending=sending(12), phone="0200 999", email=GIVEN["email"].upper())

    assert [row.phone for row in AccessRequest.objects.order_by("pk")] == [GIVEN["phone"], "0200 999"]
    assert mails().count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"office": ""}, "office"),
        ({"office": "99999"}, "office"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"function": ""}, "function"),
        ({"email": "keine Adresse"}, "email"),
        ({"email": "noa@stadt.example\nBcc: alle@stadt.example"}, "email"),
        ({"text": "x" * 1001}, "text"),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(client, changes, field):
    answer = ask(client, **changes)
    html = answer.content.decode()

    assert list(answer.context["form"].errors) == [field]
    assert "<title>Fehler: Zugang anfragen" in html
    kept = {name: value for name, value in GIVEN.items() if value and name not in ("office", *changes)}
    assert [name for name, value in kept.items() if value not in html] == []
    assert AccessRequest.objects.count() == OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("field", ["name", "function", "phone"])
def test_line_breaks_reach_no_header(client, field):
    ask(client, **{field: "Noa\r\nBcc: alle@stadt.example"})

    mail = OutgoingMail.objects.get()
    assert "\n" not in mail.subject
    assert "Bcc" not in mail.subject
    assert mail.to_email != "alle@stadt.example"


@pytest.mark.once
def test_a_program_that_fills_every_field_is_refused(client):
    answer = ask(client, trap="https://example.net")

    assert "verstecktes Feld" in answer.content.decode()
    assert AccessRequest.objects.count() == 0


@pytest.mark.once
@pytest.mark.parametrize(("limit", "changes"), [("2/h/ip", {"email": "a@stadt.example"}), ("2/d/key", {})])
def test_a_flood_is_refused_with_the_text_kept(client, settings, limit, changes):
    settings.LIMITS = settings.LIMITS | {"access": limit}
    cache.clear()
    for number in range(2):
        ask(client, sending=sending(number))

    answer = ask(client, sending=sending(9), **changes)

    assert answer.status_code == 429
    assert GIVEN["text"] in answer.content.decode()
    assert AccessRequest.objects.count() == 2


@pytest.mark.once
def test_the_form_says_what_for_and_how_long(client, settings):
    settings.KEEP_ACCESS_REQUEST_DAYS = 30
    page = client.get(ADDRESS).content.decode()

    assert "30 Tage nach dem Eingang" in page
    assert reverse("privacy") in page


# --- staff --------------------------------------------------------------------------------------------
@pytest.fixture
def row(client):
    ask(client)
    return AccessRequest.objects.get()


def change(row):
    return reverse("admin:pages_accessrequest_change", args=[row.pk])


def invite(row):
    return reverse("admin:pages_invite_asker", args=[row.pk])


def test_the_start_page_and_the_menu_say_that_somebody_waits(client, gib, row):
    client.force_login(gib)
    response = client.get("/admin/")

    (line,) = [line for line in response.context["heed"] if line.get("url") == change(row)]
    assert str(row.office) in line["label"]
    entries = {entry.url: entry.count for _heading, group in response.context["sidebar"] for entry in group}
    assert entries[reverse("admin:pages_accessrequest_changelist")] == 1


def test_controlling_reads_nothing_of_it(client, controlling, row):
    client.force_login(controlling)

    assert str(row.office) not in client.get("/admin/").content.decode()
    assert client.get(change(row)).status_code == 403
    assert client.get(invite(row)).status_code == 403
    assert client.post(invite(row), {"name": "N", "email": "n@example.org"}).status_code == 403


def test_inviting_is_filled_in_makes_the_first_lead_and_settles_the_wish(client, gib, row):
    client.force_login(gib)
    page = Page(client.get(invite(row)).content.decode())
    assert page.one("input", name="name").attrs["value"] == GIVEN["name"]
    assert page.one("input", name="email").attrs["value"] == GIVEN["email"]

    client.post(invite(row), {"name": GIVEN["name"], "email": GIVEN["email"]})

    invitation = AccountInvitation.objects.get()
    assert (invitation.office, invitation.role, invitation.email) == (row.office, Role.LEAD, GIVEN["email"])
    row.refresh_from_db()
    assert (row.is_settled, row.settled_by) == (True, gib)
    assert row.settled_at is not None


def test_where_somebody_leads_already_the_role_is_a_choice(client, gib, row):
    lead = factories.member(row.office, Role.LEAD)
    client.force_login(gib)
    assert lead.name in client.get(change(row)).content.decode()

    page = client.get(invite(row))
    assert page.context["form"]["role"].value() is None
    client.post(invite(row), {"name": "Noa", "email": GIVEN["email"], "role": "member"})

    assert AccountInvitation.objects.get().role == Role.MEMBER


def test_a_settled_wish_invites_nobody_again(client, gib, row):
    client.force_login(gib)
    given = {"name": GIVEN["name"], "email": GIVEN["email"]}
    client.post(invite(row), given)

    answer = client.post(invite(row), given | {"email": "andere@stadt.example", "name": "Andere"})

    assert "schon erledigt" in answer.content.decode()
    assert AccountInvitation.objects.count() == 1


def test_an_invitation_that_is_refused_leaves_the_wish_open(client, gib, row):
    member = factories.member(row.office, email=GIVEN["email"])
    client.force_login(gib)

    answer = client.post(invite(row), {"name": member.name, "email": member.email})

    assert "gehört schon zur Stelle" in answer.content.decode()
    row.refresh_from_db()
    assert not row.is_settled


@pytest.mark.parametrize("who", ["gib", "leitung"])
def test_staff_mark_it_as_settled_and_change_nothing_else(client, request, row, who):
    person = request.getfixturevalue(who)
    client.force_login(person)

    save(client, change(row), {"is_settled": "on", "note": "Arbeitet dort nicht.", "name": "anders"})

    row.refresh_from_db()
    assert (row.is_settled, row.note, row.settled_by) == (True, "Arbeitet dort nicht.", person)
    assert row.name == GIVEN["name"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, gib, rows, django_assert_num_queries):
    for number in range(rows):
        ask(client, sending=sending(number), email=f"noa{number}@stadt.example")
    client.force_login(gib)
    page = reverse("admin:pages_accessrequest_changelist")
    client.get(page)

    with django_assert_num_queries(7):
        assert len(client.get(page).context["cl"].result_list) == rows
