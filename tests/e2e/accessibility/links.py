"""The table, part 3: pages behind links in mails, error pages, the demo's post office."""

from tests.e2e.accessibility import link_scenarios as b
from tests.e2e.accessibility import scenarios as t
from tests.e2e.accessibility.state import (
    ANYBODY,
    CASEWORK,
    COLLEAGUE,
    CONTROLLING,
    FILLED,
    KOKO,
    NOTHING,
    State,
    pages,
)

AGREES = {"answer": "agree"}
LINK = "{link}"

LINKS = [
    *pages("links:statement", ANYBODY, LINK,
           filled={"first": b.seat_link}, second_version={"first": b.changed_seat_link},
           last={"first": b.last_seat_link}, draft_kept={"first": b.seat_link, "query": "entwurf=1"},
           error={"first": b.seat_link, "sends": NOTHING},
           wish_without_words={"first": b.seat_link, "sends": {"answer": "change"}},
           summary={"first": b.seat_link, "sends": AGREES},
           summary_error={"first": b.seat_link, "sends": AGREES | {"step": "send", "name": ""}},
           done={"first": b.seat_link, "sends": AGREES | {"step": "send", "name": "Emre Yıldız"}},
           answered={"first": b.answered_seat_link}, round_over={"first": b.old_seat_link},
           expired={"first": b.expired_seat_link, "status": 410},
           replaced={"first": b.replaced_seat_link, "status": 410},
           revoked={"first": b.revoked_seat_link, "status": 410},
           replaced_round={"first": b.earlier_round_link, "status": 410},
           closed={"first": b.seat_link, "sends": {"close_page": "1"}},
           wrong_browser={"at": "aaaaaaaaaaaaaaaa", "status": 403}),
    *pages("links:statement-not-responsible", ANYBODY, LINK,
           filled={"first": b.seat_link}, error={"first": b.seat_link, "sends": NOTHING},
           sent={"first": b.seat_link, "sends": {"is_sure": "on"}}),
    State("links:statement-renew", "sent", ANYBODY, LINK, first=b.posts_renewal),
    *pages("links:invitation", ANYBODY, LINK, filled={"first": b.invitation_link},
           error={"first": b.invitation_link, "sends": NOTHING},
           summary={"first": b.invitation_link, "sends": {"answer": "accept", "no_conflict": "on"}},
           summary_of_no={"first": b.invitation_link, "sends": {"answer": "decline", "text": "Keine Zeit."}},
           accepted={"first": b.invitation_link, "sends": {"answer": "accept", "no_conflict": "on",
                     "step": "send"}},
           few_days={"first": b.invitation_without_days},
           offered={"first": b.invitation_without_days, "sends": {"answer": "accept", "no_conflict": "on",
                                                                  "step": "send"}},
           declined={"first": b.invitation_link, "sends": {"answer": "decline", "step": "send"}},
           race={"first": b.race_link},
           race_summary_of_no={"first": b.race_link, "sends": {"answer": "decline"}},
           beaten={"first": b.beaten_link, "status": 410},
           expired={"first": b.expired_invitation_link, "status": 410},
           late={"first": b.late_invitation_link, "status": 410},
           wrong_browser={"at": "aaaaaaaaaaaaaaaa", "status": 403}),
    *pages("links:invitation-not-responsible", ANYBODY, LINK,
           filled={"first": b.invitation_link}, error={"first": b.invitation_link, "sends": NOTHING},
           sent={"first": b.invitation_link, "sends": {"is_sure": "on"}}),
    *pages("links:acknowledgement", ANYBODY, LINK, filled={"first": b.notice_link},
           error={"first": b.notice_link, "sends": NOTHING},
           done={"first": b.notice_link, "sends": {"is_read": "on", "remark": "Danke, das hilft."}},
           read_again={"first": b.notice_link_of_before},
           revoked={"first": b.revoked_notice_link, "status": 410}),
    *pages("links:acknowledgement-not-responsible", ANYBODY, LINK,
           filled={"first": b.notice_link}, error={"first": b.notice_link, "sends": NOTHING},
           sent={"first": b.notice_link, "sends": {"is_sure": "on"}}),
    *pages("links:looking_back", ANYBODY, LINK, empty={"first": b.looking_back_link},
           error={"first": b.looking_back_link, "sends": NOTHING},
           done={"first": b.looking_back_link, "sends": b.LOOKS_BACK}),
    *pages("links:looking_back-not-responsible", ANYBODY, LINK,
           filled={"first": b.looking_back_link}, error={"first": b.looking_back_link, "sends": NOTHING},
           sent={"first": b.looking_back_link, "sends": {"is_sure": "on"}}),
    *pages("links:part_confirmation", ANYBODY, LINK, empty={"first": b.part_link},
           error={"first": b.part_link, "sends": NOTHING},
           summary={"first": b.part_link, "sends": b.CONFIRMS},
           done={"first": b.part_link, "sends": {**b.CONFIRMS, "step": "send"}}),
    *pages("links:part_confirmation-not-responsible", ANYBODY, LINK,
           filled={"first": b.part_link}, error={"first": b.part_link, "sends": NOTHING},
           sent={"first": b.part_link, "sends": {"is_sure": "on"}}),
    *pages("links:account", ANYBODY, LINK, empty={"first": b.account_link},
           error={"first": b.account_link, "sends": NOTHING},
           has_account={"first": b.account_link_of_colleague},
           logged_in={"first": b.account_link_of_colleague, "who": "kollegin.bielefeld"},
           withdrawn={"first": b.account_link_over},
           expired={"first": b.expired_account_link, "status": 410}),
    *pages("links:account-not-responsible", ANYBODY, LINK,
           filled={"first": b.account_link},
           error={"first": b.account_link, "sends": NOTHING},
           sent={"first": b.account_link, "sends": {"is_sure": "on"}}),
    *pages("links:password", ANYBODY, LINK, empty={"first": b.password_link},
           error={"first": b.password_link, "sends": NOTHING},
           done={"first": b.password_link, "sends": {"password1": t.NEW_PASSWORD,
                 "password2": t.NEW_PASSWORD}},
           expired={"first": b.expired_password_link, "status": 410}),
]  # fmt: skip

ERRORS = [
    State("home", "400", ANYBODY, "", headers={"HTTP_HOST": "boese.example"}, status=400),
    State("offices:invite", "403", COLLEAGUE, "05711", status=403),
    State(
        "admin:accounts_user_changelist", "403 among staff", CONTROLLING, "", status=403
    ),
    State("account_login", "403 csrf", ANYBODY, "", first=b.checks_csrf, sends={
          "csrfmiddlewaretoken": "x"}, status=403),
    State("imprint", "405", ANYBODY, "", first=b.posts, status=405),
    State("requests:detail", "404", KOKO, "aaaaaaaaaaaaaaaa", status=404),
    State("admin:case", "404 in the workplace", CASEWORK, "aaaaaaaaaaaaaaaa", status=404),
    State("feedback", "429 mails", KOKO, "", first=b.too_many_mails, sends={
          "kind": "mistake", "text": "Auf der Seite fehlt etwas."}, status=429),
    State("account_reset_password", "429", ANYBODY, "", first=b.too_many_tries,
          sends={"email": "koko.bielefeld@example.org"}, status=429),
    State("home", "500", ANYBODY, "", first=b.broken, status=500),
    State("home", "503", ANYBODY, "", first=b.no_database, status=503),
]  # fmt: skip

POST_OFFICE = [
    *pages("outbox:mailbox", ANYBODY, empty=FILLED, filled={"first": t.mail}),
    *pages("outbox:mail", ANYBODY, "{mail}", filled={"first": t.mail}),
]

TABLE = [*LINKS, *ERRORS, *POST_OFFICE]
