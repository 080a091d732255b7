"""Every kind of mail in words: what it is called, who gets it, and when."""

from django.utils.translation import gettext_lazy as _

from gsvo.workplace import mail_types_advisors
from gsvo.workplace.mail_readers import ASKER, GIB, INSTITUTION, LEADERSHIP, MEMBERS, OFFICE, OWNER

KINDS = {
    "accounts/access_reopened": (
        _("Zugang wieder offen"), OWNER,
        _("die G.I.B. öffnet einen gesperrten Zugang wieder"),
    ),
    "accounts/access_stopped": (_("Zugang gesperrt"), OWNER, _("die G.I.B. sperrt den Zugang")),
    "accounts/account_changed": (_("Anmeldung geändert"), OWNER, _("Passwort oder zweiter Faktor sind neu")),
    "accounts/account_disowned": (
        _("Postfach ohne Konto"), GIB,
        _("jemand sagt, das Konto gehöre nicht zu diesem Postfach"),
    ),
    "accounts/address_entered": (
        _("Adresse eingetragen"), _("wer unter der neuen Adresse Post bekommt"),
        _("jemand gibt einer Person eine andere E-Mail-Adresse"),
    ),
    "accounts/address_replaced": (
        _("Adresse ersetzt"), _("wer bisher unter dieser Adresse Post bekam"),
        _("jemand gibt einer Person eine andere E-Mail-Adresse"),
    ),
    "accounts/entry_changed": (
        _("Eintrag geändert"), _("wer unter dieser Adresse Post bekommt"),
        _("unter einer Adresse steht jetzt ein anderer Name"),
    ),
    "accounts/factor_reset": (
        _("Zweiter Faktor zurückgesetzt"), OWNER, _("die Leitung setzt den zweiten Faktor zurück"),
    ),
    "accounts/group_gained": (
        _("Gruppe mit neuen Rechten"), LEADERSHIP,
        _("eine Gruppe der G.I.B. bekommt neue Rechte"),
    ),
    "accounts/login_code": (_("Code zum Anmelden"), OWNER, _("jemand möchte sich mit einem Code anmelden")),
    "accounts/password_link": (
        _("Link für ein neues Passwort"), OWNER,
        _("jemand bittet um ein neues Passwort, oder das Konto ist neu"),
    ),
    "accounts/rights_gained": (
        _("Konto mit neuen Rechten"), LEADERSHIP,
        _("ein Konto der G.I.B. bekommt neue Rechte oder wird wieder geöffnet"),
    ),
    "accounts/sessions_ended": (_("Überall abgemeldet"), OWNER, _("die G.I.B. meldet jemanden überall ab")),
    "accounts/wrong_factors": (
        _("Zweiter Faktor oft falsch"), OWNER,
        _("der zweite Faktor wurde zehnmal hintereinander falsch eingegeben"),
    ),
    "chains/part_asked": (
        _("Bitte um Bestätigung in der Kette"), INSTITUTION,
        _("die Koordinierungsstelle fragt, oder ihr Teil hat sich nach der Antwort geändert"),
    ),
    "chains/part_reminder": (
        _("Erinnerung an die Bestätigung in der Kette"), INSTITUTION, _("die Antwort steht noch aus"),
    ),
    "chains/part_receipt": (
        _("Eingang der Bestätigung in der Kette"), INSTITUTION,
        _("die Stelle hat geantwortet, oder die Koordinierungsstelle trägt die Antwort ein"),
    ),
    "chains/part_answered": (
        _("Antwort einer Stelle der Kette"), ASKER,
        _("eine Stelle stimmt ihrem Teil nicht zu oder merkt etwas an"),
    ),
    "chains/part_not_responsible": (
        _("Andere Person für eine Stelle der Kette"), ASKER,
        _("wer gefragt ist, sagt, nicht zuständig zu sein"),
    ),
    "offices/account_invitation": (
        _("Einladung zum Konto"), _("die eingeladene Person"),
        _("jemand lädt sie in eine Koordinierungsstelle ein"),
    ),
    "offices/account_reminder": (
        _("Erinnerung an das Konto"), _("die eingeladene Person"),
        _("sie hat den Link noch nicht genutzt"),
    ),
    "offices/committee_welcome": (
        _("Neu im Gremium"), _("wer in ein Steuerungsgremium eingetragen ist und noch keine Mail bekam"),
        _("eine Woche nach dem Eintrag, wenn bis dahin keine andere Mail es gesagt hat"),
    ),
    "offices/invitation_declined": (
        _("Einladung zum Konto abgelehnt"), _("wer eingeladen hat, sonst die Leitungen oder die G.I.B."),
        _("die eingeladene Person lehnt ab"),
    ),
    "offices/invitations_ended": (
        _("Einladungen beendet"), _("die Leitungen der Koordinierungsstelle"),
        _("wer eingeladen hatte, darf es nicht mehr"),
    ),
    "offices/member_removed": (
        _("Aus dem Gremium genommen"), _("die Person, die dort stand"),
        _("die Koordinierungsstelle nimmt jemanden aus der Liste, während ein Auftrag läuft"),
    ),
    "offices/member_vote_changed": (
        _("Stimme geändert"), _("das Mitglied des Steuerungsgremiums"),
        _("die Koordinierungsstelle gibt oder nimmt die Stimme, während ein Auftrag läuft"),
    ),
    "offices/membership_changed": (
        _("Rolle in der Stelle geändert"), _("die Person, um die es geht"),
        _("jemand anderes beendet ihren Zugang zur Stelle oder ändert ihre Rolle"),
    ),
    "offices/somebody_joined": (
        _("Jemand Neues ist da"), _("die Leitungen der Koordinierungsstelle"),
        _("jemand nimmt die Einladung in die Stelle an"),
    ),
    "offices/somebody_invited": (
        _("Jemand Neues eingeladen"), _("die Leitungen der Koordinierungsstelle"),
        _("die G.I.B. lädt jemanden in die Stelle ein"),
    ),
    "pages/access_asked": (
        _("Bitte um Zugang"), _("die Kontaktadresse des Portals"),
        _("jemand aus einer Koordinierungsstelle bittet um eine Einladung"),
    ),
    "pages/feedback_notice": (
        _("Rückmeldung zum Portal"), _("die Kontaktadresse des Portals"),
        _("jemand schreibt eine Rückmeldung"),
    ),
    "pages/feedback_receipt": (
        _("Eingang der Rückmeldung"), _("wer eine Adresse für die Antwort angibt"),
        _("die Rückmeldung ist da"),
    ),
    "reminders/digest": (
        _("Morgenmail mit Aufgaben"), _("wer ein Konto hat"),
        _("morgens, wenn etwas bei ihr oder ihm liegt; höchstens einmal am Tag"),
    ),
    "requests/answered_notice": (
        _("Antwort auf die Rückfrage"), GIB,
        _("die Koordinierungsstelle antwortet"),
    ),
    "requests/lapsed": (
        _("Fall nach Stillstand beendet"), _("Koordinierungsstelle und Sachbearbeitung der G.I.B."),
        _("in einem Fall ist sehr lange nichts geschehen"),
    ),
    "requests/cancelled": (_("Abbruch durch die G.I.B."), OFFICE, _("die Leitung bricht ab")),
    "requests/case_reopened": (
        _("Anfrage wieder offen"), OFFICE,
        _("die Leitung öffnet eine abgelehnte oder zurückgezogene Anfrage wieder"),
    ),
    "requests/deadline_moved": (
        _("Frist verlängert"), OFFICE,
        _("die G.I.B. gibt mehr Zeit für eine Rückfrage oder den Auftrag"),
    ),
    "requests/deferred": (_("Entscheidung zurückgestellt"), OFFICE, _("die G.I.B. stellt zurück")),
    "requests/granted": (_("Tage zugesagt"), OFFICE, _("die G.I.B. sagt Tage zu")),
    "requests/grant_changed": (_("Zusage geändert"), OFFICE, _("die G.I.B. ändert die Zahl der Tage")),
    "requests/granted_notice": (
        _("Zusage zur Kenntnis"), _("der Vorsitz des Steuerungsgremiums"),
        _("die G.I.B. sagt Tage zu"),
    ),
    "requests/handed_over": (
        _("Anfrage übergeben"), _("wer die Anfrage übernimmt, und wer sie bisher betreut hat"),
        _("jemand in der Koordinierungsstelle übergibt die Anfrage"),
    ),
    "requests/contact_left": (
        _("Neue Ansprechperson"), OFFICE, _("die genannte Ansprechperson steht nicht mehr zur Verfügung"),
    ),
    "requests/handler_left": (
        _("Anfragen ohne Betreuung"), _("die Leitungen der Koordinierungsstelle"),
        _("wer Anfragen betreut, gehört nicht mehr zur Stelle, liest dort nur noch oder ist gesperrt"),
    ),
    "requests/handler_returned": (
        _("Anfragen wieder betreut"), _("die Leitungen der Koordinierungsstelle"),
        _("wer Anfragen betreut hat, ist wieder da, bevor jemand sie übernommen hat"),
    ),
    "requests/mandate_reopened": (
        _("Auftrag neu gefasst"), GIB,
        _("die Koordinierungsstelle ändert einen Auftrag, dem zugestimmt war"),
    ),
    "requests/mandate_returned": (
        _("Auftrag zurückgegeben"), OFFICE,
        _("die G.I.B. gibt den Auftrag zurück"),
    ),
    "requests/mandated": (_("Zustimmung des Gremiums"), OFFICE, _("das Steuerungsgremium stimmt zu")),
    "requests/mandated_notice": (_("Auftrag geklärt"), GIB, _("das Steuerungsgremium stimmt zu")),
    "requests/named": (
        _("In einer Anfrage genannt"), _("Ansprechperson und Vertretung, denen noch nie geschrieben wurde"),
        _("eine Anfrage ist eingereicht"),
    ),
    "requests/not_responsible": (
        _("Sitz neu besetzen"), OFFICE,
        _("ein Mitglied sagt, es sei nicht mehr zuständig"),
    ),
    "requests/queried": (_("Rückfrage der G.I.B."), OFFICE, _("die G.I.B. fragt zurück")),
    "requests/receipt": (_("Eingang der Anfrage"), OFFICE, _("die Anfrage ist eingereicht")),
    "requests/answered_otherwise": (
        _("Anfrage anders beantwortet"), OFFICE,
        _("die G.I.B. hilft auf andere Weise als mit einer Begleitung"),
    ),
    "requests/rejected": (_("Anfrage abgelehnt"), OFFICE, _("die G.I.B. lehnt ab")),
    "requests/request_changed": (
        _("Neues vom Vorhaben"), _("die Mitglieder des Steuerungsgremiums, die davon wissen"),
        _("die Anfrage endet vor der Begleitung, ist wieder offen, oder die Zusage ändert sich"),
    ),
    "requests/answer_entered": (
        _("Antwort für ein Mitglied eingetragen"), MEMBERS,
        _("die Koordinierungsstelle trägt ein, was per Mail oder am Telefon kam"),
    ),
    "requests/round_ended": (
        _("Runde vor der Frist beendet"), MEMBERS,
        _(
            "die Koordinierungsstelle beendet die Runde, das Gremium entschied in einer Sitzung, oder die "
            "Begleitung endet"
        ),
    ),
    "requests/round_extended": (
        _("Mehr Zeit für die Stellungnahme"), MEMBERS,
        _("die Koordinierungsstelle verlängert die Runde"),
    ),
    "requests/round_closed": (
        _("Runde ohne Zustimmung"), OFFICE,
        _("die Frist der Runde ist vorbei, oder alle haben geantwortet"),
    ),
    "requests/remarks_answered": (
        _("Antwort auf Rückmeldungen"), MEMBERS,
        _("der Auftrag ist vereinbart, und die Koordinierungsstelle sendet ihre Antworten"),
    ),
    "requests/round_outcome": (
        _("Ergebnis der Runde"), MEMBERS,
        _("die Frist der Runde ist vorbei, oder alle haben geantwortet"),
    ),
    "requests/statement_receipt": (
        _("Eingang der Stellungnahme"), MEMBERS,
        _("ein Mitglied hat geantwortet oder seine Antwort geändert"),
    ),
    "requests/statement_asked": (
        _("Bitte um Stellungnahme"), MEMBERS,
        _("ein Auftrag liegt dem Gremium vor"),
    ),
    "requests/statement_reminder": (
        _("Erinnerung an die Stellungnahme"), MEMBERS,
        _("die Antwort steht noch aus"),
    ),
    "requests/submitted_notice": (_("Neue Anfrage"), GIB, _("eine Anfrage ist eingereicht")),
    "requests/withdrawn_notice": (
        _("Anfrage zurückgezogen"), GIB,
        _("die Koordinierungsstelle zieht zurück"),
    ),
    **mail_types_advisors.KINDS,
    "workplace/morning": (_("Morgenmail der G.I.B."), GIB, _("an jedem Arbeitstag, wenn etwas wartet")),
}  # fmt: skip


def label(kind):
    """Return a kind's name for people; for a kind of a former release its name in code."""
    return KINDS[kind][0] if kind in KINDS else kind
