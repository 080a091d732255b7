"""The demo's contracts and reports, handed in by the real acts."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from advisors import actions as advisor_actions
from advisors.owed import PaperKind
from advisors.papers import texts_from
from gsvo.demo.cases import ago, user_of
from gsvo.files.papers import Content, Section, as_pdf, blocks_of

CONTRACT = (
    "Dies ist ein Beispiel ohne rechtliche Wirkung.\n\n"
    "- Leistung: Begleitung der Koordinierungsstelle nach dem vereinbarten Auftrag\n"
    "- Vergütung: nach den Sätzen des Förderzeitraums"
)
MANDATE = (
    "Dies ist ein Beispiel ohne rechtliche Wirkung.\n\n"
    "- Wer die Schule verlässt, findet Beratung hinter einer Tür.\n"
    "- Jobcenter, Jugendamt und Agentur für Arbeit vertreten sich dort gegenseitig."
)
SUMMARY = (
    "Die Koordinierungsstelle hat Zahlen zu allen Übergängen, und im Gremium weiß jede Stelle, welche sie "
    "liefert. Die Vorlage für den jährlichen Bericht ist erprobt."
)
GAP, REACHED = "Erreicht ist: ", "alles; das Gremium hat zum ersten Mal danach entschieden."
OUTLOOK = "Die Zahlen werden jedes Jahr im Herbst erhoben. Darum kümmert sich die Koordinierungsstelle."


def contract(row, on):
    """File the contract, so many working days ago."""
    with ago(on, 14):
        advisor = ("Berater:in", row.engagement.advisor.name)
        pdf = _pdf("Vertrag", row.title, "Gegenstand", CONTRACT, number=row.number, facts=[advisor])
        advisor_actions.hand_in_file(
            row.engagement,
            PaperKind.CONTRACT,
            by=user_of("sachbearbeitung"),
            upload=SimpleUploadedFile("Vertrag.pdf", pdf),
        )
    row.refresh_from_db()


def mandate(title):
    """Return the file of a mandate that was agreed before the portal."""
    return _pdf("Auftrag", title, "Ziele", MANDATE)


def minutes(title, text):
    """Return the file of the minutes of a committee's meeting."""
    return _pdf("Niederschrift", title, "Beratung", text)


def _pdf(title, subject, heading, text, *, number="", facts=()):
    sections = [Section(heading, blocks_of(text))]
    content = Content(
        title=title, subject=subject, author="G.I.B.", number=number, facts=list(facts), sections=sections
    )
    return as_pdf(content, dt.datetime.now(dt.UTC))


def final_report(row, on, *, summary=SUMMARY, outlook=OUTLOOK):
    """Hand in the report that the portal makes, amended, so many working days ago."""
    with ago(on, 15):
        texts = texts_from(row.engagement) | {"summary": summary, "outlook": outlook}
        texts["goals"] = texts["goals"].replace(GAP, f"{GAP}{REACHED}")
        advisor_actions.hand_in_report(
            row.engagement, PaperKind.FINAL_REPORT, by=row.engagement.advisor.user, texts=texts
        )
    row.refresh_from_db()
