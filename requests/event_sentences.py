"""What happened as one sentence for each act, into which `requests.timeline` puts names and figures."""

from django.utils.translation import gettext_lazy

# One sentence for each act. %(…)s come from the event's data: dates as "15. Januar 2027", quarters as days.
SENTENCES = {
    "submit": gettext_lazy("Anfrage eingereicht."),
    "grant": gettext_lazy("G.I.B. sagt %(quarters)s zu. Auftrag bitte bis %(clarify_by)s klären."),
    "ask_back": gettext_lazy("Rückfrage der G.I.B., Antwort bitte bis %(answer_by)s."),
    "extend_query": gettext_lazy(
        "Mehr Zeit für die Rückfrage: Antwort bitte bis %(answer_by)s statt %(moved_from)s."
    ),
    "extend_clarification": gettext_lazy(
        "Mehr Zeit für den Auftrag: bis %(clarify_by)s statt %(moved_from)s."
    ),
    "extend_round": gettext_lazy("Runde verlängert: offen bis %(answer_by)s statt %(moved_from)s."),
    "extend_invitation": gettext_lazy(
        "Mehr Zeit für die Einladung von %(advisor)s: bis %(answer_by)s statt %(moved_from)s."
    ),
    "extend_invitations": gettext_lazy(
        "Mehr Zeit für alle Einladungen: bis %(answer_by)s statt %(moved_from)s."
    ),
    "change_grant": gettext_lazy("G.I.B. ändert die Zusage: %(quarters)s statt %(quarters_before)s."),
    "defer": gettext_lazy("G.I.B. stellt die Entscheidung bis %(until)s zurück."),
    "reject": gettext_lazy("G.I.B. lehnt die Anfrage ab."),
    "answer_otherwise": gettext_lazy(
        "G.I.B. beantwortet die Anfrage anders: %(other_answer)s, %(with_whom)s, %(answered_on)s."
    ),
    "revise": gettext_lazy("Anfrage noch einmal geöffnet, um sie zu ändern."),
    "answer": gettext_lazy("Anfrage wieder eingereicht."),
    "round_opened": gettext_lazy(
        "Fassung %(version)s ging an das Steuerungsgremium (%(seats)s). Offen bis %(answer_by)s."
    ),
    "meeting_opened": gettext_lazy("Fassung %(version)s lag dem Steuerungsgremium in einer Sitzung vor."),
    "round_closed": gettext_lazy("Runde zu Fassung %(version)s beendet: %(tally)s."),
    "remarks_answered": gettext_lazy("Dem Gremium auf %(remarks)s geantwortet."),
    "statement": gettext_lazy("%(institution)s: %(answer)s."),
    "statement_entered": gettext_lazy(
        "%(institution)s: %(answer)s. Die Koordinierungsstelle hat es eingetragen, gesagt %(came_by)s am "
        "%(said_on)s."
    ),
    "reminded": gettext_lazy("An die Stellungnahme erinnert: %(members)s."),
    "meeting": gettext_lazy("Beschluss der Sitzung am %(held_on)s eingetragen. Abgestimmt: %(members)s."),
    "asked_again": gettext_lazy("%(institution)s: Bitte um Stellungnahme noch einmal gesendet."),
    "not_responsible": gettext_lazy("%(institution)s: nach eigener Angabe nicht mehr zuständig."),
    "member_added": gettext_lazy("Neu im Steuerungsgremium: %(institution)s, %(vote)s."),
    "member_removed": gettext_lazy("Nicht mehr im Steuerungsgremium: %(institution)s, %(vote)s."),
    "member_changed": gettext_lazy("%(institution)s: Name oder Adresse im Steuerungsgremium geändert."),
    "member_vote": gettext_lazy("%(institution)s: im Steuerungsgremium jetzt %(vote)s."),
    "member_chair": gettext_lazy("%(institution)s: im Steuerungsgremium jetzt %(chair)s."),
    "member_renamed": gettext_lazy("Im Steuerungsgremium umbenannt: Die Stelle heißt jetzt %(institution)s."),
    "committee_renamed": gettext_lazy("Das Gremium „%(former)s“ heißt jetzt „%(name)s“."),
    "committee_rule": gettext_lazy("Das Gremium entscheidet jetzt nach dieser Regel: %(committee_rule)s."),
    "agree": gettext_lazy("Das Steuerungsgremium hat dem Auftrag zugestimmt."),
    "change_mandate": gettext_lazy(
        "Auftrag wird geändert: Fassung %(version)s entsteht. Bis das Gremium ihr zustimmt, gilt Fassung "
        "%(in_force)s."
    ),
    "discard_change": gettext_lazy(
        "Entwurf der Fassung %(version)s verworfen. Es gilt weiter Fassung %(in_force)s."
    ),
    "agree_change": gettext_lazy(
        "Das Steuerungsgremium hat Fassung %(version)s zugestimmt. Sie gilt ab jetzt."
    ),
    "return_mandate": gettext_lazy("G.I.B. gibt den Auftrag zurück."),
    "reopen_mandate": gettext_lazy("Auftrag wird neu gefasst."),
    "invite": gettext_lazy("G.I.B. fragt %(count)s an."),
    "ask_at_once": gettext_lazy("G.I.B. fragt jetzt auch %(count)s. Die erste Annahme gilt."),
    "accept": gettext_lazy("%(advisor)s nimmt an. Die Begleitung beginnt."),
    "acceptance_offered": gettext_lazy("%(advisor)s möchte annehmen. Die G.I.B. muss zustimmen."),
    "take_over": gettext_lazy(
        "Von früher übernommen: begleitet seit %(began_on)s, Auftrag vom Gremium beschlossen am "
        "%(decided_on)s. Bis dahin genutzt: %(quarters)s."
    ),
    "decline": gettext_lazy("%(advisor)s kann nicht übernehmen."),
    "expire": gettext_lazy("%(advisor)s hat nicht rechtzeitig geantwortet."),
    "leave_pool": gettext_lazy("%(advisor)s ist nicht mehr im Pool. Die Einladung gilt nicht mehr."),
    "skipped": gettext_lazy("%(advisor)s ist nicht im Pool oder macht Pause und wird nicht gefragt."),
    "recall": gettext_lazy("G.I.B. nimmt die Einladungen zurück."),
    "recall_one": gettext_lazy("G.I.B. nimmt die Einladung von %(advisor)s zurück."),
    "advisor_left": gettext_lazy("%(advisor)s ist nicht mehr im Pool. Die G.I.B. klärt, wie es weitergeht."),
    "advisor_returned": gettext_lazy("%(advisor)s ist wieder im Pool und begleitet weiter."),
    "interrupt": gettext_lazy("Begleitung unterbrochen, voraussichtlich bis %(until)s."),
    "extend_interruption": gettext_lazy("Die Begleitung ruht länger: bis %(until)s statt %(moved_from)s."),
    "resume": gettext_lazy("Begleitung fortgesetzt."),
    "change_advisor": gettext_lazy("Die Beratung wechselt: Für %(advisor)s wird Ersatz gesucht."),
    "add_entry": gettext_lazy("Zeiteintrag: %(quarters)s am %(done_on)s."),
    "change_entry": gettext_lazy(
        "Zeiteintrag geändert: %(quarters)s am %(done_on)s, vorher %(quarters_before)s am %(moved_from)s."
    ),
    "change_entry_words": gettext_lazy("Zeiteintrag ergänzt: %(quarters)s am %(done_on)s."),
    "withdraw_entry": gettext_lazy("Zeiteintrag zurückgenommen: %(quarters)s am %(done_on)s."),
    "correct_entry": gettext_lazy("Zeiteintrag berichtigt: %(quarters)s am %(done_on)s gegengebucht."),
    "ask_about_entry": gettext_lazy("Rückfrage zum Zeiteintrag über %(quarters)s am %(done_on)s."),
    "sign_entries": gettext_lazy("%(entries)s gegengezeichnet: %(quarters)s."),
    "sign_for_office": gettext_lazy("G.I.B. zeichnet in Vertretung gegen: %(entries)s (%(quarters)s)."),
    "mostly_used": gettext_lazy("Vier Fünftel der zugesagten Tage sind gebucht: %(quarters)s."),
    "ask_for_days": gettext_lazy("Bitte um mehr Tage: %(quarters)s."),
    "increase_days": gettext_lazy("G.I.B. sagt weitere Tage zu: %(quarters)s."),
    "decline_days": gettext_lazy("G.I.B. sagt keine weiteren Tage zu."),
    "give_back_days": gettext_lazy("Tage gehen zurück: %(quarters)s sind jetzt weniger zugesagt."),
    "carry_over_days": gettext_lazy("G.I.B. überträgt %(quarters)s in den Förderzeitraum %(period)s."),
    "session_planned": gettext_lazy("Termin am %(session_on)s vereinbart."),
    "session_moved": gettext_lazy("Termin vom %(moved_from)s auf den %(session_on)s verlegt."),
    "session_changed": gettext_lazy("Termin am %(session_on)s geändert."),
    "session_cancelled": gettext_lazy("Termin am %(session_on)s abgesagt."),
    "session_held": gettext_lazy("Der Termin am %(session_on)s hat stattgefunden."),
    "session_not_held": gettext_lazy("Der Termin am %(session_on)s ist ausgefallen."),
    "paper_handed_in": gettext_lazy("%(paper)s liegt vor, Fassung %(paper_version)s."),
    "paper_waived": gettext_lazy("%(paper)s wird nicht mehr erwartet: Die Leitung verzichtet darauf."),
    "acknowledged": gettext_lazy("%(institution)s: „%(notice)s“ zur Kenntnis genommen."),
    "notice_declined": gettext_lazy("%(institution)s: nach eigener Angabe nicht mehr zuständig."),
    "milestone_moved": gettext_lazy("Meilenstein „%(milestone)s“ verschoben: jetzt bis %(moved_to)s."),
    "milestone_reached": gettext_lazy("Meilenstein „%(milestone)s“ erreicht am %(reached_on)s."),
    "milestone_corrected": gettext_lazy("Ergebnis des Meilensteins „%(milestone)s“ berichtigt."),
    "review_begun": gettext_lazy("Zielgespräch am %(review_on)s begonnen."),
    "review_changed": gettext_lazy("Angaben zum Zielgespräch am %(review_on)s berichtigt."),
    "goals_rated": gettext_lazy("Zum Zielgespräch am %(review_on)s gesagt, wo die Ziele stehen."),
    "looked_back": gettext_lazy("Rückblick eingetragen."),
    "followed_up": gettext_lazy("Antwort auf die Nachfrage, was gehalten hat."),
    "finish": gettext_lazy("Begleitung beendet. Der Abschluss läuft."),
    "complete": gettext_lazy("Begleitung abgeschlossen."),
    "complete_early": gettext_lazy("Begleitung abgebrochen: vorzeitig beendet und abgerechnet."),
    "reopen": gettext_lazy("Begleitung wieder geöffnet."),
    "withdraw": gettext_lazy("Anfrage zurückgezogen."),
    "cancel": gettext_lazy("G.I.B. bricht ab."),
    "lapse": gettext_lazy("Nach langer Zeit ohne einen Schritt beendet."),
    "reopen_case": gettext_lazy("Die Leitung der G.I.B. öffnet die Anfrage wieder."),
    "hand_over": gettext_lazy("Jetzt kümmert sich %(to)s um die Anfrage."),
    "handler_left": gettext_lazy("%(former)s kümmert sich nicht mehr um die Anfrage."),
    "handler_returned": gettext_lazy("%(former)s kümmert sich wieder um die Anfrage."),
    "contact_left": gettext_lazy(
        "%(former)s ist nicht mehr Ansprechperson. Jetzt ist es, wer sich um die Anfrage kümmert."
    ),
    "contact_returned": gettext_lazy("%(former)s ist wieder Ansprechperson."),
    "share": gettext_lazy("%(office)s liest mit."),
    "unshare": gettext_lazy("%(office)s liest nicht mehr mit."),
    "advisor_changed": gettext_lazy("Name oder Adresse aus dem Pool geändert, während etwas offen war."),
    "resent": gettext_lazy("Mail noch einmal gesendet: „%(subject)s“."),
    "attached": gettext_lazy("Unterlage hinzugefügt: %(name)s."),
    "attachment_removed": gettext_lazy("Unterlage entfernt: %(name)s."),
}
# Who declined and why is between that person and G.I.B.
SENTENCES_FOR_OFFICES = {
    "acceptance_offered": gettext_lazy("Eine angefragte Person möchte annehmen. Die G.I.B. prüft es."),
    "decline": gettext_lazy("Eine angefragte Person kann nicht übernehmen."),
    "expire": gettext_lazy("Eine angefragte Person hat nicht rechtzeitig geantwortet."),
    "leave_pool": gettext_lazy("Eine angefragte Person ist nicht mehr im Pool."),
    "extend_invitation": gettext_lazy("Mehr Zeit für die angefragte Person: bis %(answer_by)s."),
    "recall_one": gettext_lazy("G.I.B. nimmt eine Einladung zurück."),
    "skipped": gettext_lazy("Eine vorgesehene Person ist nicht im Pool oder macht Pause."),
    "resent": gettext_lazy("Die G.I.B. hat eine Mail noch einmal gesendet."),
}
