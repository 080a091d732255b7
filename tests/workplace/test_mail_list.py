"""The post as a list and as a picture of a month."""

import datetime as dt
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail, Status
from gsvo.workplace import mail_stats
from requests import actions
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import compact
from tests.look.html_page import Page
from tests.workplace.test_mail_actions import again, case, casework, letter, probe

__all__ = ["case", "casework", "probe"]  # fixtures


def test_the_list_is_sieved_by_state_kind_and_number_of_the_case(client, casework, case):
    failed, sent = (
        letter(case),
        letter(factories.support_request(State.SUBMITTED), status=Status.SENT, answer=""),
    )
    client.force_login(casework)

    def shown(**query):
        html = client.get(reverse("admin:outbox_outgoingmail_changelist"), query).content.decode()
        return {mail for mail in (failed, sent) if f"/outgoingmail/{mail.pk}/change/" in html}

    assert shown() == {failed, sent}
    assert shown(stand="task") == shown(stand="failed") == {failed}
    assert shown(stand="sent") == {sent}
    assert shown(stand="waiting") == set()
    assert shown(anlass="probe/note") == {failed, sent}
    assert shown(q=case.number) == {failed}


def test_the_list_says_what_waits_since_when_and_what_is_to_be_settled(client, casework, case):
    client.force_login(casework)
    address = reverse("admin:outbox_outgoingmail_changelist")
    assert "Hier stehen die Mails, sobald" in client.get(address).content.decode()
    letter(case)
    assert "Keine Mail wartet." in client.get(address).content.decode()
    for hour in (9, 11):
        waiting = letter(case, status=Status.QUEUED, answer="")
        at = timezone.make_aware(dt.datetime(2026, 3, 2, hour, 30))
        OutgoingMail.objects.filter(pk=waiting.pk).update(created_at=at)
    html = client.get(address).content.decode()
    assert re.search(r"2 Mails warten\s*</a>,\s+die älteste seit 2\.\sMärz, 09:30", html)
    assert re.search(r"Eine Mail kam nicht an\s*</a>\s+und ist noch zu klären", html)
    assert "Die Adresse gibt es nicht (mehr)." in html


def test_a_mails_page_leads_to_its_case_and_leaves_out_what_it_has_not(client, casework, case):
    mail = letter(case)
    client.force_login(casework)
    html = client.get(reverse("admin:outbox_outgoingmail_change", args=[mail.pk])).content.decode()
    assert f'href="{reverse("admin:case", args=[case.oid])}">{case.number}</a>' in html
    for absent in ("Gesendet am", "Nächster Versuch", "Erledigt"):
        assert f"<dt>{absent}</dt>" not in html


def test_controlling_sees_that_a_mail_went_out_and_not_its_words(client, case):
    mail = letter(case, status=Status.SENT, answer="")
    client.force_login(factories.staff("Controlling"))
    html = client.get(reverse("admin:outbox_outgoingmail_change", args=[mail.pk])).content.decode()
    assert mail.to_email in html
    assert "Koordinierungsstelle Bielefeld" not in mail.subject
    assert mail.text.splitlines()[-1] not in html
    client.force_login(factories.staff("Sachbearbeitung"))
    html = client.get(reverse("admin:outbox_outgoingmail_change", args=[mail.pk])).content.decode()
    assert mail.text.splitlines()[-1] in html


def test_words_that_were_deleted_are_not_shown_as_if_they_were_the_mail(client, casework, case):
    mail = letter(case, status=Status.SENT, answer="")
    gone = {"text": "[entfernt]", "subject": "[entfernt]", "to_email": "entfernt@geloescht.invalid"}
    OutgoingMail.objects.filter(pk=mail.pk).update(**gone)
    client.force_login(casework)
    html = client.get(reverse("admin:outbox_outgoingmail_change", args=[mail.pk])).content.decode()
    assert "Der Text ist gelöscht" in html
    assert "lässt sich nicht noch einmal senden" in again(client, mail).content.decode()


def test_the_picture_and_its_table_say_the_same_and_cost_the_same(client, casework, case):
    client.force_login(casework)
    client.get(reverse("admin:post-month"))
    queries = []
    for number, status in enumerate((Status.FAILED, Status.SENT, Status.QUEUED, Status.OBSOLETE)):
        mail = letter(case, status=status, answer="")
        day = timezone.now() - dt.timedelta(days=number)
        OutgoingMail.objects.filter(pk=mail.pk).update(created_at=day)
        with CaptureQueriesContext(connection) as captured:
            html = client.get(reverse("admin:post-month")).content.decode()
        queries.append(len(captured))
    assert len(set(queries)) == 1
    assert mail_stats.month().sums == {"sent": 1, "waiting": 1, "failed": 1, "obsolete": 1, "total": 4}
    assert "4 Mails: 1 gesendet, 1 wartet, 1 kam nicht an, 1 nicht mehr nötig." in html
    drawn = [part["name"] for bar in mail_stats.month().bars for part in bar.parts]
    assert drawn == ["obsolete", "waiting", "sent", "failed"]
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', compact(html))
    cells = [sum(map(int, re.findall(r'<td class="r[^>]*>(\d+)', row))) for row in rows]
    assert (len(cells), sum(cells[:-1]), cells[-1]) == (31, 4, 4)


def test_a_month_without_mail_is_a_sentence_and_no_empty_picture(client, casework):
    client.force_login(casework)
    html = client.get(reverse("admin:post-month")).content.decode()
    assert "hat das Portal keine Mail geschrieben." in html
    assert "<figure" not in html
    assert "gs-table--days" not in html


def test_the_picture_is_thirty_days_and_no_more(casework, case):
    mail = letter(case)
    for days, total in ((29, 1), (30, 0)):
        OutgoingMail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - dt.timedelta(days=days))
        assert mail_stats.month().sums["total"] == total


def test_what_a_mail_says_keeps_its_language_for_a_reader_of_another(client, gib, koko):
    case = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(case, by=gib, question="Wie viele?")
    mail = OutgoingMail.objects.latest("pk")
    client.force_login(gib)
    client.post("/sprache/", {"language": "en"})

    pages = [
        reverse("admin:outbox_outgoingmail_changelist"),
        reverse("admin:outbox_outgoingmail_change", args=[mail.pk]),
        reverse("admin:case", args=[case.oid]),
    ]

    for address in pages:
        page = Page(client.get(address).content.decode())
        said = [tag for tag in page.all(lang="de") if mail.subject in tag.text]
        assert said, address
