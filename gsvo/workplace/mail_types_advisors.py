"""The kinds of mails about invitations and engagements in words."""

from django.utils.translation import gettext_lazy as _

from gsvo.workplace.mail_readers import ADVISOR, BOTH, GIB, MEMBERS, OFFICE, WRITER

KINDS = {
    "advisors/acceptance_offered": (
        _("Zusage, der die G.I.B. zustimmen muss"), GIB,
        _("jemand möchte annehmen, hat aber zu wenig Tage frei, ist nicht da oder ausgeschlossen"),
    ),
    "advisors/accepted_notice": (
        _("Zusage der Beratung, zur Kenntnis"), GIB, _("jemand nimmt die Einladung an"),
    ),
    "advisors/advisor_changed": (_("Beratung wechselt"), BOTH, _("die Beratung wechselt")),
    "advisors/advisor_left": (
        _("Beratung nicht mehr im Pool"), OFFICE,
        _("wer berät, scheidet aus dem Pool aus, oder der Zugang ist gesperrt"),
    ),
    "advisors/advisor_left_notice": (
        _("Begleitung ohne Beratung"), GIB,
        _("wer berät, scheidet aus dem Pool aus, oder der Zugang ist gesperrt"),
    ),
    "advisors/advisor_returned": (
        _("Beratung wieder im Pool"), BOTH, _("wer berät, steht wieder im Pool, bevor jemand anderes berät"),
    ),
    "advisors/cancelled": (
        _("Begleitung abgebrochen"), ADVISOR, _("die Leitung bricht eine laufende Begleitung ab"),
    ),
    "advisors/case_reopened": (
        _("Anfrage wird doch verfolgt"), ADVISOR,
        _("die Leitung öffnet eine Anfrage wieder, mit deren Ende eine Einladung geendet hatte"),
    ),
    "advisors/completed": (_("Begleitung abgeschlossen"), BOTH, _("der Fall ist abgeschlossen")),
    "advisors/concern_resolved": (
        _("Antwort auf eine vertrauliche Nachricht"), WRITER,
        _("die G.I.B. hat erledigt, was jemand vertraulich geschrieben hatte"),
    ),
    "advisors/concern_told": (
        _("Vertrauliche Nachricht"), GIB, _("jemand sagt der G.I.B. vertraulich, dass etwas stockt"),
    ),
    "advisors/contact_changed": (
        _("Neue Person in der Koordinierungsstelle"), ADVISOR,
        _("um die Anfrage kümmert sich in der Koordinierungsstelle jemand anderes"),
    ),
    "advisors/days_asked": (
        _("Bitte um mehr Tage"), _("die Sachbearbeitung der G.I.B. und wer nicht selbst gefragt hat"),
        _("Koordinierungsstelle oder Berater:in braucht mehr Tage"),
    ),
    "advisors/days_changed": (
        _("Andere Tage zugesagt"), BOTH,
        _("Tage kommen hinzu, gehen zurück oder in einen anderen Förderzeitraum"),
    ),
    "advisors/days_declined": (_("Keine weiteren Tage"), BOTH, _("die G.I.B. lehnt weitere Tage ab")),
    "advisors/days_mostly_used": (
        _("Vier Fünftel der Tage gebucht"),
        _("Koordinierungsstelle, Berater:in und Sachbearbeitung der G.I.B."),
        _("vier Fünftel der zugesagten Tage sind erreicht"),
    ),
    "advisors/engaged": (_("Zusage der Beratung"), OFFICE, _("jemand nimmt die Einladung an")),
    "advisors/engagement_began": (_("Begleitung beginnt"), MEMBERS, _("jemand nimmt die Einladung an")),
    "advisors/engagement_changed": (
        _("Neues von der Begleitung"), MEMBERS,
        _("die Begleitung ruht, geht weiter, wechselt oder endet, oder die Tage werden andere"),
    ),
    "advisors/engagement_confirmed": (
        _("Bestätigung für die Beratung"), ADVISOR, _("sie oder er nimmt die Einladung an"),
    ),
    "advisors/entries_waiting": (
        _("Bitte um Gegenzeichnung"), OFFICE,
        _("ein Zeiteintrag wartet, und vorher wartete keiner"),
    ),
    "advisors/entries_signed": (
        _("In Vertretung gegengezeichnet"), BOTH,
        _("die G.I.B. zeichnet gegen, weil es die Koordinierungsstelle lange nicht tat"),
    ),
    "advisors/entry_asked": (
        _("Rückfrage zu einem Zeiteintrag"), ADVISOR,
        _("die Koordinierungsstelle fragt nach einem Zeiteintrag"),
    ),
    "advisors/finishing": (
        _("Abschluss beginnt"), BOTH,
        _("die Begleitung ist beendet; wer es getan hat, bekommt keine Mail"),
    ),
    "advisors/finishing_notice": (
        _("Begleitung abzuschließen"), GIB,
        _("Koordinierungsstelle oder Berater:in beendet die Begleitung"),
    ),
    "advisors/follow_up_asked": (
        _("Nachfrage, was gehalten hat"), OFFICE, _("der Abschluss liegt vier Monate zurück"),
    ),
    "advisors/grant_changed": (
        _("Anderer Umfang der Einladung"), ADVISOR,
        _("andere Tage sind zugesagt, während eine Einladung offen ist"),
    ),
    "advisors/interrupted": (_("Begleitung unterbrochen"), BOTH, _("die Begleitung ruht")),
    "advisors/invitation": (
        _("Einladung an Beratende"), ADVISOR,
        _("die G.I.B. fragt an, oder die Person davor sagt ab"),
    ),
    "advisors/invitation_beaten": (
        _("Jemand war schneller"), ADVISOR,
        _("von mehreren, die gleichzeitig gefragt sind, nimmt jemand anderes zuerst an"),
    ),
    "advisors/invitation_extended": (
        _("Mehr Zeit für die Einladung"), ADVISOR, _("die G.I.B. verlängert die Frist zum Antworten"),
    ),
    "advisors/invitation_recalled": (
        _("Einladung zurückgenommen"), ADVISOR,
        _("die G.I.B. nimmt eine offene Einladung zurück"),
    ),
    "advisors/invitation_reminder": (
        _("Erinnerung an die Einladung"), ADVISOR,
        _("die Antwort steht noch aus"),
    ),
    "advisors/invitations_used_up": (
        _("Niemand mehr eingeladen"), GIB,
        _("die letzte eingeladene Person sagt ab oder antwortet nicht"),
    ),
    "advisors/lapsed": (
        _("Begleitung nach Stillstand beendet"), ADVISOR,
        _("in einer Begleitung ist sehr lange nichts geschehen"),
    ),
    "advisors/left_pool": (
        _("Nicht mehr im Pool"), GIB, _("eine eingeladene Person sagt, sie sei nicht zuständig"),
    ),
    "advisors/others_asked": (
        _("Andere sind auch gefragt"), ADVISOR,
        _("wer allein gefragt war, hört, dass jetzt die erste Annahme gilt"),
    ),
    "advisors/paper_came": (
        _("Vertrag oder Bericht liegt vor"),
        _("wer ihn liest: Koordinierungsstelle und G.I.B., beim Vertrag die Berater:in"),
        _("ein Beitrag ist abgegeben; am selben Tag nur einmal"),
    ),
    "advisors/pool_left": (
        _("Nicht mehr im Pool, an die Person selbst"), ADVISOR,
        _("die G.I.B. nimmt sie oder ihn aus dem Pool"),
    ),
    "advisors/pool_welcome": (
        _("Neu im Pool"), _("wer in den Pool aufgenommen ist und noch keine Mail bekam"),
        _("eine Woche nach der Aufnahme, wenn bis dahin keine andere Mail es gesagt hat"),
    ),
    "advisors/reopened": (
        _("Begleitung wieder offen"), BOTH,
        _("die Leitung öffnet eine beendete Begleitung wieder"),
    ),
    "advisors/resumed": (_("Begleitung geht weiter"), BOTH, _("die Unterbrechung ist vorbei")),
    "advisors/acknowledgement_asked": (
        _("Bitte um Kenntnisnahme"), MEMBERS,
        _("ein Meilenstein ist erreicht, oder ein Zwischenbericht liegt vor"),
    ),
    "advisors/acknowledgement_reminder": (
        _("Erinnerung an die Kenntnisnahme"), MEMBERS, _("ein Mitglied hat noch nicht bestätigt; einmal"),
    ),
    "advisors/looking_back_asked": (
        _("Bitte um Rückblick"), MEMBERS,
        _("Koordinierungsstelle, Berater:in oder G.I.B. beendet die Begleitung"),
    ),
    "advisors/looking_back_reminder": (
        _("Erinnerung an den Rückblick"), MEMBERS, _("die Antwort steht noch aus"),
    ),
    "advisors/mandate_changed": (
        _("Neue Fassung des Auftrags gilt"), _("Koordinierungsstelle, Berater:in und G.I.B."),
        _("das Gremium stimmt während der Begleitung einer neuen Fassung zu"),
    ),
    "advisors/mandate_changed_invited": (
        _("Auftrag hat sich geändert"), _("wer eine offene Einladung hat"),
        _("das Gremium stimmt einer neuen Fassung zu, während jemand Neues gesucht wird"),
    ),
    "advisors/milestone_moved": (
        _("Meilenstein verschoben"), _("das Steuerungsgremium und die andere Seite"),
        _("eine der beiden Seiten verschiebt einen Meilenstein im vereinbarten Zeitraum"),
    ),
    "advisors/review_begun": (
        _("Zielgespräch begonnen"), _("die andere Seite: Koordinierungsstelle oder wer berät"),
        _("eine der beiden Seiten beginnt, die Ziele anzusehen"),
    ),
    "advisors/session_cancelled": (
        _("Termin abgesagt"), BOTH, _("ein Termin fällt aus, oder die Begleitung ruht oder endet"),
    ),
    "advisors/session_changed": (_("Termin geändert"), BOTH, _("ein Termin wird verlegt oder geändert")),
    "advisors/session_planned": (
        _("Termin vereinbart"), BOTH, _("eine der beiden Seiten trägt einen Termin ein"),
    ),
    "advisors/taken_over": (
        _("Begleitung von früher"), BOTH, _("die G.I.B. trägt ein, was außerhalb des Portals begonnen hat"),
    ),
    "advisors/waived": (
        _("Verzicht auf einen Beitrag"),
        _("wer ihn schuldet: Koordinierungsstelle oder Berater:in, beim Vertrag die Berater:in"),
        _("die Leitung verzichtet mit einem Grund"),
    ),
}  # fmt: skip
# Whoever may not act on cases (Controlling) does not see that these exist.
CONFIDENTIAL = ("advisors/concern_resolved", "advisors/concern_told")
