"""Pages for search engines, with titles and previews.

Every other page is `noindex`. The title is the page's own (a test compares).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PublicPage:
    name: str  # of the URL
    title: str
    description: str  # one or two sentences, up to about 160 characters


PAGES = {
    page.name: page
    for page in (
        PublicPage(
            "home",
            _("Externe Begleitung für Ihre Verantwortungskette"),
            _(
                "Freiwillige Begleitung für Kommunale Koordinierungsstellen in NRW: damit nach "
                "der Schule niemand den Anschluss verliert."
            ),
        ),
        PublicPage(
            "how",
            _("So funktioniert’s"),
            _(
                "In fünf Schritten von der Anfrage zur Begleitung: wer was tut, wie lange es dauert und "
                "woher die Beratungstage kommen."
            ),
        ),
        PublicPage(
            "requests:questions",
            _("Alle Fragen der Anfrage"),
            _("Alle Fragen des Formulars zum Lesen, Besprechen und Drucken, bevor Sie beginnen."),
        ),
        PublicPage(
            "places",
            _("Orte, die dabei sind"),
            _("Karte und Liste der Orte in Nordrhein-Westfalen, die öffentlich genannt werden möchten."),
        ),
        PublicPage(
            "workshops",
            _("Kooperations-Workshops"),
            _("Das Schwesterangebot: moderierte Workshops für Partner vor Ort zu einem Thema."),
        ),
        PublicPage("contact", _("Kontakt"), _("Telefon, Sprechzeiten, E-Mail und Anschrift.")),
        PublicPage("imprint", _("Impressum"), _("Angaben nach § 5 des Digitale-Dienste-Gesetzes.")),
        PublicPage("privacy", _("Datenschutz"), _("Welche Daten wozu und wie lange. Ihre Rechte.")),
        PublicPage(
            "accessibility",
            _("Erklärung zur Barrierefreiheit"),
            _("Wie barrierefrei das Portal ist, was noch fehlt und wo Sie eine Barriere melden."),
        ),
        PublicPage("feedback", _("Rückmeldung"), _("Barriere, Fehler, Idee? Schreiben Sie uns.")),
        PublicPage(
            "ask_access",
            _("Zugang anfragen"),
            _("Ihre Koordinierungsstelle hat im Portal noch kein Konto? Bitten Sie hier um eine Einladung."),
        ),
        PublicPage(
            "easy_language",
            _("Leichte Sprache"),
            _("Das Angebot Gemeinsam.Stark.VorOrt. in Leichter Sprache."),
        ),
        PublicPage(
            "sign_language",
            _("Gebärdensprache"),
            _("Das Angebot Gemeinsam.Stark.VorOrt. in Deutscher Gebärdensprache."),
        ),
    )
}
