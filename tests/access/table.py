"""All routes of the portal, one line each. The workplace's lines stand in table_staff.py.

A new address needs a line here: its name, its route, who may GET and POST it (doors in rows.py), and for each
parameter of the route the name of a real record (`records` in world.py; further ones go into extra.py). With a page
to look at it needs its states in tests/e2e/accessibility as well, else `no_page` says why it has none.
"""
# ruff: noqa: E501  one row, one line

from tests.access.rows import (
    ADVISORS,
    BUTTON,
    COORDINATORS,
    EVERYBODY,
    FILE,
    LEADS_ON,
    LOGGED_IN,
    OFFICE,
    OWN_OFFICE,
    READERS,
    SAME_PAGE,
    STAFF,
    WRITE_DRAFT,
    WRITERS,
    WRITES_SOMEWHERE,
    WRONG,
    door,
    link,
    row,
)
from tests.access.table_chains import CHAINS

EITHER, MAYBE = (200, 302), (200, 302, 404)
# --- the doors of this table ---------------------------------------------------------------------
READ = door(READERS)  # a submitted request: its office, and partners who read along
READ_STAFF_TOO = door((*READERS, *(name for name in STAFF if name != "newcomer")))
WRITE = door(WRITERS, refused=("reader", "partner"))
MANAGE = door(("lead",), refused=("member", "reader"))
ONE_OF_US = door(("lead", "member"), refused=("reader",))  # the person concerned, or who leads the office
POOL = door((*COORDINATORS, *STAFF))
IN_POOL = door(ADVISORS)
WISH = door((*WRITERS, "stranger", "partner"), refused=("reader", *STAFF))
FORGET = door(WRITERS, refused=("reader", *STAFF))
TAKES_PART = door((*READERS, "advisor"))
READS_SESSIONS = door((*OFFICE, "advisor"), refused=("partner",))
READS_REPORTS = door((*OFFICE, "advisor"))
MAY_FINISH = door((*WRITERS, "advisor"), refused=("reader", "partner"))
WROTE_IT = door(("advisor",))  # whoever wrote in confidence, none of her colleagues and not the other side
ADVISES = door(("advisor",), refused=READERS)
SIGNS = door(WRITERS, refused=("reader", "partner", "advisor"))

PUBLIC = [
    row("home", "", EVERYBODY, login=False),
    row("imprint", "impressum/", EVERYBODY, login=False),
    row("privacy", "datenschutz/", EVERYBODY, login=False),
    row("accessibility", "barrierefreiheit/", EVERYBODY, login=False),
    row("requests:questions", "fragen/", EVERYBODY, login=False),
    row("how", "so-funktionierts/", EVERYBODY, login=False),
    row("places", "orte/", EVERYBODY, login=False),
    row("workshops", "kooperations-workshops/", EVERYBODY, login=False),
    row("contact", "kontakt/", EVERYBODY, login=False),
    row("easy_language", "leichte-sprache/", EVERYBODY, login=False),
    row("sign_language", "gebaerdensprache/", EVERYBODY, login=False),
    row("feedback", "rueckmeldung/", EVERYBODY, EVERYBODY, login=False),
    row("feedback_thanks", "rueckmeldung/danke/", EVERYBODY, login=False),
    row("ask_access", "zugang-anfragen/", EVERYBODY, EVERYBODY, login=False),
    row("access_asked", "zugang-anfragen/danke/", EVERYBODY, login=False),
    row("requests:check_mandate", "auftrag-pruefen/", EVERYBODY, EVERYBODY, login=False),
    row("robots", "robots.txt", EVERYBODY, login=False, no_page=FILE),
    row("sitemap", "sitemap.xml", EVERYBODY, login=False, no_page=FILE),
    row("manifest", "site.webmanifest", EVERYBODY, login=False, no_page=FILE),
    row("favicon", "favicon.ico", EVERYBODY, login=False, opens=EITHER, no_page=FILE),
    row("security", ".well-known/security.txt", EVERYBODY, login=False, no_page=FILE),
    row("language", "sprache/", None, EVERYBODY, login=False, no_page=BUTTON),
    row("session", "sitzung/", EVERYBODY, EVERYBODY, login=False, no_page=FILE),
    row("kept", "eingaben/", LOGGED_IN, opens=EITHER),
    row("throw-away", "eingaben/verwerfen/", WRONG, LOGGED_IN, no_page=BUTTON),
    row("livez", "livez", EVERYBODY, login=False, no_page=FILE),
    row("readyz", "readyz", EVERYBODY, login=False, opens=(200, 503), no_page=FILE),
    row("outbox:mailbox", "postfach/", EVERYBODY, login=False),
    row("outbox:mail", "postfach/<oid:oid>/", EVERYBODY, login=False, oid="mail"),
    row("outbox:html", "postfach/<oid:oid>/html/", EVERYBODY, login=False, oid="mail", no_page=FILE),
]  # fmt: skip

HAS_APP = door(("newcomer",))  # see world.py
ACCOUNT = [
    row("account_login", "konto/login/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("account_logout", "konto/logout/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("account_inactive", "konto/inaktiv/", EVERYBODY, login=False),
    row("account_reauthenticate", "konto/bestaetigen/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("account_request_login_code", "konto/login/code/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("account_confirm_login_code", "konto/login/code/eingeben/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("mfa_login_webauthn", "konto/login/passkey/", EVERYBODY, EVERYBODY, opens=EITHER, login=False, no_page=FILE),
    row("mfa_authenticate", "konto/login/zweiter-faktor/", EVERYBODY, EVERYBODY, opens=EITHER, login=False),
    row("account_reauthenticate_code", "konto/bestaetigen/code/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("mfa_reauthenticate_webauthn", "konto/bestaetigen/passkey/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("mfa_reauthenticate", "konto/bestaetigen/zweiter-faktor/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("mfa_index", "konto/zweiter-faktor/", LOGGED_IN, opens=EITHER),
    row("mfa_activate_totp", "konto/zweiter-faktor/app/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("mfa_deactivate_totp", "konto/zweiter-faktor/app/entfernen/", HAS_APP, HAS_APP, opens=EITHER),
    row("mfa_add_webauthn", "konto/zweiter-faktor/passkey/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("mfa_remove_webauthn", "konto/zweiter-faktor/passkey/<int:pk>/entfernen/", LOGGED_IN, LOGGED_IN, opens=EITHER, pk="authenticator"),
    row("mfa_view_recovery_codes", "konto/notfallcodes/", LOGGED_IN, opens=MAYBE),  # 404 until there is a second factor
    row("mfa_generate_recovery_codes", "konto/notfallcodes/neu/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("account_change_password", "konto/passwort-aendern/", LOGGED_IN, LOGGED_IN, opens=EITHER),
    row("account_reset_password", "konto/passwort-vergessen/", EVERYBODY, EVERYBODY, login=False),
    row("account_reset_password_done", "konto/passwort-vergessen/gesendet/", EVERYBODY, login=False),
    row("account_set_password", "konto/passwort-setzen/", LOGGED_IN, LOGGED_IN, opens=302, no_page=LEADS_ON),
    row("arrive", "konto/los/", LOGGED_IN, opens=EITHER),
    row("accounts:account", "konto/", LOGGED_IN, LOGGED_IN),
    row("accounts:end_other_logins", "konto/ueberall-abmelden/", None, LOGGED_IN, no_page=BUTTON),
]  # fmt: skip


def _links(prefix, purpose):
    """The five addresses of a link, as gsvo.links.urls makes them."""
    name, page, may, oid = f"links:{purpose}", f"{prefix}<oid:oid>/", link(purpose), f"{purpose}_link"
    same = SAME_PAGE if purpose == "password" else ""
    button = "" if purpose == "statement" else BUTTON
    return [
        row(name, page, may, may, login=False, oid=oid),
        row(f"{name}-not-responsible", f"{page}nicht-zustaendig/", may, may, login=False, oid=oid, no_page=same),
        row(f"{name}-renew", f"{page}neu/", None, may, login=False, oid=oid, no_page=button),
        row(f"{name}-enter", f"{prefix}<token:raw>/", EVERYBODY, login=False, opens=302, raw=f"{purpose}_token", no_page=LEADS_ON),
        row("", f"{prefix}<token:raw>", EVERYBODY, login=False, opens=302, raw=f"{purpose}_token", no_page=LEADS_ON),
    ]  # fmt: skip


LINKS = [
    *_links("stellungnahme/", "statement"),
    *_links("einladung/", "invitation"),
    *_links("kenntnisnahme/", "acknowledgement"),
    *_links("rueckblick/", "looking_back"),
    *_links("bestaetigung/", "part_confirmation"),
    *_links("konto/einladung/", "account"),
    *_links("konto/passwort/", "password"),
]  # fmt: skip

OFFICES = [
    row("offices:committee", "gremium/", LOGGED_IN),
    row("offices:committee", "gremium/<str:key>/", OWN_OFFICE, key="bielefeld"),
    row("offices:committee_rule", "gremium/<str:key>/regel/", WRITE_DRAFT, WRITE_DRAFT, key="bielefeld"),
    row("offices:rename_committee", "gremium/<str:key>/name/", WRITE_DRAFT, WRITE_DRAFT, key="bielefeld"),
    row("offices:add_committee_member", "gremium/<str:key>/mitglied-neu/", WRITE_DRAFT, WRITE_DRAFT, key="bielefeld"),
    row("offices:add_committee_members", "gremium/<str:key>/liste/", WRITE_DRAFT, WRITE_DRAFT, key="bielefeld"),
    row("offices:edit_committee_member", "gremium/mitglied/<oid:oid>/", WRITE_DRAFT, WRITE_DRAFT, oid="committee_member"),
    row("offices:remove_committee_member", "gremium/mitglied/<oid:oid>/entfernen/", WRITE_DRAFT, WRITE_DRAFT, oid="committee_member"),
    row("offices:people", "konto/stelle/<str:key>/", OWN_OFFICE, key="bielefeld"),
    row("offices:name_publicly", "konto/stelle/<str:key>/oeffentlich/", None, MANAGE, key="bielefeld", no_page=BUTTON),
    row("offices:invite", "konto/stelle/<str:key>/einladen/", MANAGE, MANAGE, key="bielefeld"),
    row("offices:withdraw_invitation", "konto/stelle/<str:key>/einladung/<int:pk>/zuruecknehmen/", None, MANAGE, key="bielefeld", pk="account_invitation",
        crossed={"pk": "unna_account_invitation"}, no_page=BUTTON),
    row("offices:change_role", "konto/stelle/<str:key>/person/<int:pk>/rolle/", MANAGE, MANAGE, key="bielefeld", pk="member_membership",
        crossed={"pk": "unna_membership"}),
    row("offices:leave", "konto/stelle/<str:key>/person/<int:pk>/beenden/", ONE_OF_US, ONE_OF_US, key="bielefeld", pk="member_membership",
        crossed={"pk": "unna_membership"}),
]  # fmt: skip

REQUESTS = [
    row("requests:list", "anfragen/", LOGGED_IN),
    row("requests:new", "anfragen/neu/", WRITES_SOMEWHERE, WRITES_SOMEWHERE),
    row("requests:hide_first_steps", "anfragen/erste-schritte/ausblenden/", None, LOGGED_IN, no_page=BUTTON),
    row("requests:detail", "anfragen/<oid:oid>/", READ, oid="submitted"),
    row("requests:step", "anfragen/<oid:oid>/schritt/<int:number>/", WRITE_DRAFT, WRITE_DRAFT, oid="draft", number="one"),
    row("requests:check", "anfragen/<oid:oid>/pruefen/", WRITE_DRAFT, WRITE_DRAFT, oid="draft"),
    row("requests:submitted", "anfragen/<oid:oid>/eingereicht/", WRITE, oid="submitted"),
    row("requests:answer", "anfragen/<oid:oid>/antworten/", WRITE, WRITE, oid="queried"),
    row("requests:print", "anfragen/<oid:oid>/drucken/", READ_STAFF_TOO, oid="submitted"),
    row("requests:attachment", "anfragen/<oid:oid>/unterlagen/<oid:file_oid>/", READ_STAFF_TOO, oid="submitted", file_oid="submitted_paper",
        crossed={"file_oid": "unna_paper"}, no_page=FILE),
    row("requests:remove_attachment", "anfragen/<oid:oid>/unterlagen/<oid:file_oid>/entfernen/", None, WRITE_DRAFT, oid="draft", file_oid="draft_paper",
        crossed={"file_oid": "unna_paper"}, no_page=BUTTON),
    row("requests:revise", "anfragen/<oid:oid>/aendern/", WRITE, WRITE, oid="submitted"),
    row("requests:withdraw", "anfragen/<oid:oid>/zurueckziehen/", WRITE, WRITE, oid="submitted"),
    row("requests:hand_over", "anfragen/<oid:oid>/uebergeben/", WRITE, WRITE, oid="submitted"),
    row("requests:share", "anfragen/<oid:oid>/mitlesen/", WRITE, WRITE, oid="submitted"),
    row("requests:unshare", "anfragen/<oid:oid>/mitlesen/<str:key>/beenden/", None, WRITE, oid="submitted", key="guetersloh", no_page=BUTTON),
    row("requests:copy", "anfragen/<oid:oid>/kopieren/", WRITE, WRITE, oid="submitted"),
    row("requests:delete_draft", "anfragen/<oid:oid>/loeschen/", WRITE_DRAFT, WRITE_DRAFT, oid="draft"),
    row("requests:mandate", "anfragen/<oid:oid>/auftrag/", READ, oid="clarifying"),
    row("requests:start_mandate", "anfragen/<oid:oid>/auftrag/anlegen/", None, WRITE, oid="clarifying", no_page=BUTTON),
    row("requests:edit_mandate", "anfragen/<oid:oid>/auftrag/bearbeiten/", WRITE, WRITE, oid="clarifying"),
    row("requests:new_version", "anfragen/<oid:oid>/auftrag/neue-fassung/", None, WRITE, oid="voting", no_page=BUTTON),
    row("requests:reopen_mandate", "anfragen/<oid:oid>/auftrag/neu-fassen/", WRITE, WRITE, oid="mandated"),
    row("requests:change_mandate", "anfragen/<oid:oid>/auftrag/aendern/", WRITE, WRITE, oid="engaged"),
    row("requests:discard_change", "anfragen/<oid:oid>/auftrag/entwurf-verwerfen/", WRITE, WRITE, oid="changing"),
    row("requests:version", "anfragen/<oid:oid>/auftrag/fassung/<int:number>/", READ, oid="mandated", number="one"),
    row("requests:proposal", "anfragen/<oid:oid>/auftrag/fassung/<int:number>/sitzungsvorlage/", READ_STAFF_TOO, oid="mandated", number="one", no_page=FILE),
    row("requests:agreement", "anfragen/<oid:oid>/auftrag/fassung/<int:number>/pdf/", READ_STAFF_TOO, oid="mandated", number="one", no_page=FILE),
    row("requests:remarks", "anfragen/<oid:oid>/auftrag/rueckmeldungen/", READ, oid="remarked"),
    row("requests:send_answers", "anfragen/<oid:oid>/auftrag/rueckmeldungen/senden/", None, WRITE, oid="remarked", no_page=BUTTON),
    row("requests:answer_remark", "anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/<slug:key>/antwort/", WRITE, WRITE, oid="remarked",
        round_oid="remarked_round", member_oid="remarked_member", key="remarked_section", crossed={"round_oid": "unna_round"}),
    row("requests:compare_versions", "anfragen/<oid:oid>/auftrag/vergleichen/", READ, oid="mandated"),
    row("requests:open_round", "anfragen/<oid:oid>/auftrag/abstimmen/", WRITE, WRITE, oid="clarifying"),
    row("requests:round", "anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/", READ, oid="voting", round_oid="round",
        crossed={"round_oid": "unna_round"}),
    row("requests:extend_round", "anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/verlaengern/", WRITE, WRITE, oid="voting",
        round_oid="round", crossed={"round_oid": "unna_round"}),
    row("requests:decide_in_meeting", "anfragen/<oid:oid>/auftrag/sitzung/", WRITE, WRITE, oid="voting"),
    row("requests:remind_round", "anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/erinnern/", None, WRITE, oid="voting",
        round_oid="round", crossed={"round_oid": "unna_round"}, no_page=BUTTON),
    row("requests:end_round", "anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/beenden/", WRITE, WRITE, oid="voting",
        round_oid="round", crossed={"round_oid": "unna_round"}),
    row("requests:enter_answer", "anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/antwort/", WRITE, WRITE, oid="voting",
        round_oid="round", member_oid="committee_member", crossed={"round_oid": "unna_round"}),
    row("requests:ask_again", "anfragen/<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/noch-einmal/", None, WRITE, oid="voting",
        round_oid="round", member_oid="committee_member", crossed={"round_oid": "unna_round"}, no_page=BUTTON),
]  # fmt: skip

POOL_AND_ENGAGEMENTS = [
    row("advisors:pool", "pool/", POOL),
    row("advisors:my_profile", "pool/mein-profil/", IN_POOL, IN_POOL),
    row("advisors:absences", "pool/mein-profil/abwesenheiten/", IN_POOL, IN_POOL),
    row("advisors:drop_absence", "pool/mein-profil/abwesenheiten/<int:pk>/loeschen/", None, IN_POOL, pk="absence", no_page=BUTTON),
    row("advisors:profile", "pool/<oid:oid>/", POOL, WISH, oid="pool_advisor"),
    row("advisors:forget", "pool/<oid:oid>/zuruecknehmen/", None, FORGET, oid="pool_advisor", data={"support_request": "draft"}, no_page=BUTTON),
    row("advisors:engagements", "begleitungen/", LOGGED_IN),
    row("advisors:engagement", "begleitungen/<oid:oid>/", TAKES_PART, oid="engagement"),
    row("advisors:finish", "begleitungen/<oid:oid>/beenden/", MAY_FINISH, MAY_FINISH, oid="engagement"),
    row("advisors:time_entries", "begleitungen/<oid:oid>/tage/", TAKES_PART, oid="engagement"),
    row("advisors:add_entry", "begleitungen/<oid:oid>/tage/neu/", ADVISES, ADVISES, oid="engagement"),
    row("advisors:ask_for_days", "begleitungen/<oid:oid>/tage/anfragen/", MAY_FINISH, MAY_FINISH, oid="engagement"),
    row("advisors:give_back_days", "begleitungen/<oid:oid>/tage/zurueckgeben/", SIGNS, SIGNS, oid="engagement"),
    row("advisors:sign_entries", "begleitungen/<oid:oid>/tage/gegenzeichnen/", SIGNS, SIGNS, oid="engagement"),
    row("advisors:change_entry", "begleitungen/<oid:oid>/tage/<oid:entry>/aendern/", ADVISES, ADVISES, oid="engagement", entry="time_entry", crossed={"entry": "unna_entry"}),
    row("advisors:withdraw_entry", "begleitungen/<oid:oid>/tage/<oid:entry>/zuruecknehmen/", ADVISES, ADVISES, oid="engagement", entry="time_entry", crossed={"entry": "unna_entry"}),
    row("advisors:correct_entry", "begleitungen/<oid:oid>/tage/<oid:entry>/berichtigen/", ADVISES, ADVISES, oid="engagement", entry="time_entry", crossed={"entry": "unna_entry"}),
    row("advisors:ask_about_entry", "begleitungen/<oid:oid>/tage/<oid:entry>/fragen/", SIGNS, SIGNS, oid="engagement", entry="time_entry", crossed={"entry": "unna_entry"}),
    row("advisors:hand_in", "begleitungen/<oid:oid>/abgeben/<slug:kind>/", ADVISES, ADVISES, oid="engagement", kind="owed_kind"),
    row("advisors:write_report", "begleitungen/<oid:oid>/abgeben/<slug:kind>/bericht/", ADVISES, ADVISES, oid="engagement", kind="owed_kind"),
    row("advisors:paper", "begleitungen/<oid:oid>/papiere/<oid:paper_oid>/<slug:form>/", READS_REPORTS, oid="engagement", paper_oid="report",
        form="paper_form", crossed={"paper_oid": "other_report"}, no_page=FILE),
    row("advisors:mandate_paper", "begleitungen/<oid:oid>/auftrag/", TAKES_PART, oid="taken_over", no_page=FILE),
    row("advisors:plan_session", "begleitungen/<oid:oid>/termine/neu/", MAY_FINISH, MAY_FINISH, oid="engagement"),
    row("advisors:session", "begleitungen/<oid:oid>/termine/<oid:session_oid>/", TAKES_PART, oid="engagement", session_oid="session",
        crossed={"session_oid": "other_session"}),
    row("advisors:change_session", "begleitungen/<oid:oid>/termine/<oid:session_oid>/aendern/", MAY_FINISH, MAY_FINISH, oid="engagement",
        session_oid="session", crossed={"session_oid": "other_session"}),
    row("advisors:cancel_session", "begleitungen/<oid:oid>/termine/<oid:session_oid>/absagen/", MAY_FINISH, MAY_FINISH, oid="engagement",
        session_oid="session", crossed={"session_oid": "other_session"}),
    row("advisors:settle_session", "begleitungen/<oid:oid>/termine/<oid:session_oid>/ergebnis/", MAY_FINISH, MAY_FINISH, oid="engagement",
        session_oid="past_session", crossed={"session_oid": "other_session"}),
    row("advisors:session_file", "begleitungen/<oid:oid>/termine/<oid:session_oid>/termin.ics", READS_SESSIONS, oid="engagement",
        session_oid="session", crossed={"session_oid": "other_session"}, no_page=FILE),
    row("advisors:begin_review", "begleitungen/<oid:oid>/ziele/neu/", MAY_FINISH, MAY_FINISH, oid="engagement"),
    row("advisors:rate_goals", "begleitungen/<oid:oid>/ziele/<oid:review_oid>/", MAY_FINISH, MAY_FINISH, oid="engagement",
        review_oid="review", crossed={"review_oid": "other_review"}),
    row("advisors:change_review", "begleitungen/<oid:oid>/ziele/<oid:review_oid>/aendern/", MAY_FINISH, MAY_FINISH, oid="engagement",
        review_oid="review", crossed={"review_oid": "other_review"}),
    row("advisors:move_milestone", "begleitungen/<oid:oid>/meilensteine/<int:pk>/verschieben/", MAY_FINISH, MAY_FINISH, oid="engagement",
        pk="milestone", crossed={"pk": "other_milestone"}),
    row("advisors:reach_milestone", "begleitungen/<oid:oid>/meilensteine/<int:pk>/erreicht/", MAY_FINISH, MAY_FINISH, oid="engagement",
        pk="milestone", crossed={"pk": "other_milestone"}),
    row("advisors:tell_concern", "begleitungen/<oid:oid>/vertraulich/", MAY_FINISH, MAY_FINISH, oid="engagement"),
    row("advisors:concern", "begleitungen/<oid:oid>/vertraulich/<oid:concern_oid>/", WROTE_IT, oid="engagement", concern_oid="concern",
        crossed={"concern_oid": "other_concern"}),
    row("advisors:look_back", "begleitungen/<oid:oid>/rueckblick/", MAY_FINISH, MAY_FINISH, opens=(200, 302), oid="engagement"),
    row("advisors:follow_up", "begleitungen/<oid:oid>/nachfrage/", SIGNS, SIGNS, opens=(200, 302), oid="engagement"),
    row("advisors:calendar", "kalender/", LOGGED_IN),
    row("advisors:replace_feed", "kalender/neu/", None, LOGGED_IN, no_page=BUTTON),
    row("advisors:end_feed", "kalender/beenden/", None, LOGGED_IN, no_page=BUTTON),
    row("advisors:calendar_feed", "kalender/<str:token>.ics", EVERYBODY, login=False, token="feed", no_page=FILE),
]  # fmt: skip

TOPICS = {
    "public and account": [*PUBLIC, *ACCOUNT],
    "links": LINKS,
    "requests": REQUESTS,
    "offices, chains, pool": [*OFFICES, *CHAINS, *POOL_AND_ENGAGEMENTS],
}
