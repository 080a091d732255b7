"""G.I.B.'s page of an engagement: the facts of office and advisor, and G.I.B.'s acts where they belong."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors import actions
from chains.models import Actor, Chain, ChainStep, ChainTemplate
from requests.workflow import State
from tests import factories
from tests.advisors.entries import page_of, words
from tests.advisors.sessions import fields

pytestmark = pytest.mark.django_db
RUN = (State.ENGAGED, State.INTERRUPTED, State.CLOSING, State.COMPLETED)


def address(case):
    return reverse("admin:engagement", args=[case.oid])


def act(case, name):
    return reverse("admin:act", args=[case.oid, name])


def part(html, heading):
    """Return the section with a heading of this id."""
    begin = html.rindex("<section", 0, html.index(f'id="{heading}"'))
    return html[begin : html.index("</section>", begin)]


def chain_for(office, *, steps=2, without_lead=0):
    template = ChainTemplate.objects.first() or ChainTemplate.objects.create(version=1)
    chain = Chain.objects.create(office=office, school_year=2026, template=template)
    lead, _made = Actor.objects.get_or_create(name="Schulen")
    for number in range(1, steps + 1):
        leads = None if number <= without_lead else lead
        ChainStep.objects.create(chain=chain, number=number, title=f"Schritt {number}", lead=leads)
    return chain


@pytest.mark.parametrize("state", RUN)
def test_every_state_has_its_page_for_each_of_the_three_groups(client, gib, leitung, controlling, state):
    case = factories.support_request(state)

    for person in (gib, leitung, controlling):
        assert case.engagement.support_request.number in page_of(client, person, address(case))


def test_gib_reads_all_sessions_with_the_number_of_those_who_took_part(client, engagement, koko, gib):
    held = actions.plan_session(engagement, by=koko, **fields(-1, date_reason="Nachgetragen"))
    actions.settle_session(held, by=koko, was_held=True, participants=14, note="Alle waren da.")

    html = part(page_of(client, gib, address(engagement.support_request)), "h-sessions")

    assert "14 Teilnehmende" in words(html)
    assert "Alle waren da." in html


def test_without_an_engagement_and_for_everybody_else_it_is_not_there(
    client, gib, engagement, koko, advisor_user
):
    client.force_login(gib)
    assert client.get(address(factories.support_request(State.MANDATED))).status_code == 404
    for person in (koko, advisor_user):
        client.force_login(person)
        assert client.get(address(engagement.support_request)).status_code == 404


def test_office_advisor_and_gib_read_the_same_facts(client, engagement, koko, advisor_user, gib, controlling):
    case = engagement.support_request
    actions.plan_session(engagement, by=koko, **fields(3, title="Werkstatt Übergaben"))
    factories.worked(engagement, 3)
    actions.ask_for_days(case, by=koko, quarters=4, reason="Ein dritter Stadtbezirk")
    chain_for(case.office, steps=3, without_lead=2)

    facts = (
        "Die Koordinierungsstelle ist am Zug", "0,75 gebucht", "Angefragt am", "1 Tag mehr",
        "Fassung 1, 15 Abschnitte", "Werkstatt Übergaben", "Was noch aussteht", "Abschlussbericht",
        koko.name, advisor_user.advisor.name, "Kette für das Schuljahr 2026/27: 3 Schritte.",
        "Diese Kette hat 17 offene Lücken, davon schwere: 7.", "nimmt an.",
    )  # fmt: skip
    pages = [(koko, engagement.get_absolute_url()), (advisor_user, engagement.get_absolute_url())]
    for person, page in (*pages, (gib, address(case)), (controlling, address(case))):
        shown = words(page_of(client, person, page))
        missing = [fact for fact in facts if fact not in shown.replace("Sie sind am Zug", facts[0])]
        assert missing == [], person


def test_each_act_stands_at_its_part_and_controlling_reads_along(
    client, engagement, gib, leitung, controlling
):
    case = engagement.support_request
    html = page_of(client, leitung, address(case))

    assert act(case, "increase_days") in part(html, "h-tage")
    assert act(case, "change_advisor") in part(html, "h-who")
    assert act(case, "interrupt") in part(html, "h-next-action")
    assert reverse("admin:waive-paper", args=[case.oid, "final"]) in part(html, "h-owed")
    assert reverse("admin:file-contract", args=[case.oid]) in part(
        page_of(client, gib, address(case)), "h-owed"
    )
    assert f"/admin/faelle/{case.oid}/vertrag/" not in page_of(client, controlling, address(case))
    assert "verzichten" not in page_of(client, gib, address(case))


def test_after_an_act_one_is_back_at_its_part(client, engagement, gib):
    case = engagement.support_request
    client.force_login(gib)
    page = client.get(act(case, "increase_days"))
    assert f'href="{address(case)}#h-tage"' in page.content.decode()
    sent = {
        "quarters": "1",
        "reason": "Noch ein Bezirk",
        "revision": page.context["form"]["revision"].value(),
    }

    response = client.post(act(case, "increase_days"), sent)

    assert response.url == address(case) + "#h-tage"
    assert "Die weiteren Tage sind zugesagt." in client.get(response.url).content.decode()


def test_while_somebody_new_is_sought_the_step_forward_is_in_the_panel(client, engagement, gib):
    case = engagement.support_request
    actions.change_advisor(case, by=gib, reason="Umzug")

    html = page_of(client, gib, address(case))

    assert act(case, "invite") in part(html, "h-next-action")
    assert "Beratung wird gesucht" in html


def test_the_first_call_is_said_to_gib_as_well(client, engagement, gib, advisor_user):
    shown = words(page_of(client, gib, address(engagement.support_request)))

    assert f"{advisor_user.advisor.name} ruft" in shown
    assert "sagen Sie bitte der G.I.B. Bescheid" not in shown


def test_the_list_of_engagements_and_the_case_lead_here(client, engagement, gib):
    way = f'href="{address(engagement.support_request)}"'

    assert way in page_of(client, gib, reverse("admin:advisors_engagement_changelist"))
    assert way in page_of(client, gib, reverse("admin:case", args=[engagement.support_request.oid]))


def test_the_case_says_one_line_each(client, engagement, gib, koko):
    case = engagement.support_request
    assert "Nächster Termin keiner vereinbart" in words(
        page_of(client, gib, reverse("admin:case", args=[case.oid]))
    )
    actions.plan_session(engagement, by=koko, **fields(3, title="Werkstatt Übergaben"))
    factories.worked(engagement, 3)
    actions.ask_for_days(case, by=koko, quarters=4, reason="Ein dritter Stadtbezirk")

    shown = words(page_of(client, gib, reverse("admin:case", args=[case.oid])))

    assert "5,25 Tage frei, zugesagt: 6 Tage. Angefragt am" in shown
    assert "1 Tag mehr." in shown
    assert "Uhr: Werkstatt Übergaben" in shown
    assert "Es fehlt noch Vertrag (G.I.B.)" in shown
    assert "Ziele noch nicht zusammen angesehen" in shown


@pytest.mark.parametrize(
    ("steps", "without_lead", "said"),
    [
        (2, 0, "Diese Kette hat 11 offene Lücken, davon schwere: 3."),
        (2, 1, "Diese Kette hat 11 offene Lücken, davon schwere: 4."),
        (0, 0, "2026/27: 0 Schritte."),
        (None, 0, "noch keine Verantwortungskette"),
    ],
)
def test_the_chain_is_said_in_a_sentence(client, engagement, koko, advisor_user, steps, without_lead, said):
    chain = None
    if steps is not None:
        chain = chain_for(engagement.support_request.office, steps=steps, without_lead=without_lead)

    pages = [
        words(html := page_of(client, person, engagement.get_absolute_url()))
        for person in (advisor_user, koko)
    ]

    assert all(said in page for page in pages)
    assert chain is None or f'href="{chain.get_absolute_url()}"' in html


def test_three_of_each_cost_as_many_queries_as_one(client, engagement, gib, koko, advisor_user):
    client.force_login(gib)
    page = address(engagement.support_request)
    client.get(page)
    counts = []
    for number in range(3):
        actions.plan_session(engagement, by=koko, **fields(3 + number))
        factories.worked(engagement, 1)
        actions.tell_concern(engagement, by=advisor_user, text=f"Stockung {number}")
        actions.note_step(engagement.concerns.latest("pk"), by=gib, text="Angerufen.")
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        counts.append(len(asked))

    assert counts[1:] == counts[:1] * 2
    assert counts[0] <= 38, counts
