"""The table, part 2: pages of the portal. One line per page and state."""

from tests.e2e.accessibility import failure_scenarios as w
from tests.e2e.accessibility import link_scenarios as b
from tests.e2e.accessibility import scenarios as t
from tests.e2e.accessibility.engagements import ENGAGEMENTS
from tests.e2e.accessibility.state import (
    ADVISOR,
    ANYBODY,
    COLLEAGUE,
    ERROR,
    FILLED,
    KOKO,
    NEW_ADVISOR,
    NEW_KOKO,
    NOTHING,
    OTHER_KOKO,
    READER,
    pages,
)

MEMBER_TWICE = {"institution": "Agentur für Arbeit Bielefeld", "name": "Sabine Kötter",
                "email": "zweite.adresse@example.org", "is_voting": "1"}  # fmt: skip
LIST = "Jobcenter; Leitung; Jo Job; jo.job@example.org; ja\nElternschaft;; Eli Eltern; eli@example.org; Gast"
LIST_TWICE = "Agentur für Arbeit Bielefeld; ; Sabine Kötter; zweite.adresse@example.org"
REASON = {"sends": {"reason": "Die Lage hat sich geändert."}}
CONFIRMS = {"privacy_read": "on"}

OFFICES = [
    *pages("offices:people", KOKO, "05711", filled=FILLED, reader={"who": READER,
           "at": "05978"}, with_invitation={"first": t.invited_colleague},
           unreached={"first": w.colleagues_unreached}),
    *pages("offices:invite", KOKO, "05711", empty=FILLED, error=ERROR,
           done={"sends": {"name": "Nele Neu", "email": "nele@example.org", "role": "member"}},
           name_twice={"sends": {"name": "Demir, Ayşe", "email": "nele@example.org", "role": "member"}}),
    *pages("offices:change_role", KOKO, "05711 {colleague}", filled=FILLED,
           done={"sends": {"role": "reader"}}),
    *pages("offices:leave", KOKO, "05711 {colleague}", filled=FILLED,
           done={"sends": {}}),
    *pages("offices:committee", KOKO, "05711", filled=FILLED, reader={"who": READER,
           "at": "05978"}, empty={"who": NEW_KOKO, "at": ""},
           several_offices={"at": "", "first": t.second_office},
           unreached={"first": w.member_unreached}),
    *pages("offices:rename_committee", KOKO, "05711", filled=FILLED, error=ERROR,
           done={"sends": {"name": "Steuerungsgremium Übergang"}}),
    *pages("offices:committee_rule", KOKO, "05711", filled=FILLED,
           error={"sends": {"rule": "majority", "quorum": "99", "allows_silence": "on"}},
           done={"sends": {"rule": "majority", "quorum": "2"}}),
    *pages("offices:add_committee_member", KOKO, "05711", empty=FILLED, error=ERROR,
           member_twice={"sends": MEMBER_TWICE}),
    *pages("offices:add_committee_members", KOKO, "05711", empty=FILLED,
           error={"sends": {"rows": "Jobcenter; Leitung", "step": "check"}},
           member_twice={"sends": {"rows": LIST_TWICE, "step": "check"}},
           check={"sends": {"rows": LIST, "step": "check"}}),
    *pages("offices:edit_committee_member", KOKO, "{member}", filled=FILLED, error=ERROR,
           done={"sends": {"name": "Sabine Kötter-Voss"}}),
    *pages("offices:remove_committee_member", KOKO, "{member}", filled=FILLED,
           done={"sends": {}}),
]  # fmt: skip

REQUESTS = [
    *pages("requests:list", KOKO, filled=FILLED, empty={"who": NEW_KOKO},
           nothing_found={"query": "q=xyzxyz"}, reader={"who": READER},
           on_no_desk={"first": w.on_no_desk}),
    *pages("requests:new", KOKO, filled=FILLED, login_ends={"first": t.login_ends},
           no_period={"first": t.no_open_period},
           several_offices={"first": t.second_office}),
    *[line for number in range(1, 8) for line in
      pages("requests:step", COLLEAGUE, f"{{draft}} {number}", filled=FILLED,
            empty={"first": t.empty_draft, "at": f"{{empty_draft}} {number}"},
            **{"error": ERROR} if number < 6 else {})],
    *pages("requests:step", COLLEAGUE, "{draft} 2", typed_before={"first": b.typed_before},
           of_another={"sends": {"_owner": b.marked_by_another, "title": "Titel"}, "status": 403}),
    *pages("requests:step", ANYBODY, "{draft} 2", to_copy={
           "first": b.typed_by_a_stopped_account, "status": 403}),
    *pages("requests:step", COLLEAGUE, "{draft} 7", with_paper={"first": t.paper},
           wrong_file={"sends": {"uploads": t.WRONG_FILE, "hochladen": "1"}}),
    *pages("requests:check", COLLEAGUE, "{draft}", filled=FILLED, error=ERROR,
           gaps={"first": t.empty_draft, "at": "{empty_draft}"},
           no_period={"first": t.no_open_period}, title_twice={"first": w.title_twice, "sends": CONFIRMS}),
    *pages("requests:submitted", KOKO, "{parents}", filled=FILLED),
    *pages("requests:answer", KOKO, "{chambers}", filled=FILLED, error=ERROR,
           done={"sends": {"reason": "Wir beginnen mit Schritt 4."}}),
    *[line for name in ("parents", "chambers", "queries", "summer", "vocational", "three_codes",
                        "inclusion", "figures", "newcomers", "agreement")
      for line in pages("requests:detail", KOKO, f"{{{name}}}", **{f"like_{name}": FILLED})],
    *pages("requests:detail", COLLEAGUE, "{draft}", draft=FILLED,
           partner_reads={"who": OTHER_KOKO, "at": "{parents}"},
           interrupted={"who": READER, "at": "{unna_agreement}"},
           rejected={"who": OTHER_KOKO, "at": "{unna_parents}"},
           with_paper={"first": t.paper},
           on_no_desk={"first": w.on_no_desk, "at": "{chambers}"},
           member_unreached={"first": w.member_unreached, "at": "{queries}"}),
    *pages("requests:print", KOKO, "{parents}", filled=FILLED),
    *pages("requests:revise", KOKO, "{parents}", filled=FILLED, done={"sends": {}}),
    *pages("requests:withdraw", KOKO, "{parents}", filled=FILLED, error=ERROR,
           done=REASON, refused={"at": "{figures}"}),
    *pages("requests:hand_over", KOKO, "{parents}", filled=FILLED, error=ERROR),
    *pages("requests:share", KOKO, "{chambers}", empty=FILLED, error=ERROR,
           filled={"at": "{parents}"}),
    *pages("requests:copy", KOKO, "{agreement}", filled=FILLED, done={"sends": {}}),
    *pages("requests:delete_draft", COLLEAGUE, "{draft}", filled=FILLED,
           done={"sends": {}}),
]  # fmt: skip

MANDATE = [
    *pages("requests:mandate", KOKO, "{queries}", filled=FILLED,
           agreed={"at": "{summer}"}, reader={"who": READER,
           "at": "{unna_chambers}"},
           empty={"who": OTHER_KOKO, "at": "{unna_newcomers}"}),
    *pages("requests:edit_mandate", OTHER_KOKO, "{unna_newcomers}",
           empty={"first": t.begun_mandate}, filled={"first": t.written_mandate},
           error={"first": t.written_mandate, "sends": {"goals-0-text": "", "milestones-0-title": "",
                  "milestones-0-quarters": "-3", "do": "save"}},
           row_added={"first": t.written_mandate, "sends": {"do": "add-goals"}},
           changed_meanwhile={"first": t.written_mandate, "sends": {"revision": "0", "seen": "",
                              "scope": "Anders.", "do": "save"}},
           all_open={"first": t.written_mandate, "query": "offen=alle"},
           done={"first": t.written_mandate, "sends": {"do": "save"}}),
    *pages("requests:version", KOKO, "{queries} 1", filled=FILLED),
    *pages("requests:open_round", OTHER_KOKO, "{unna_newcomers}",
           gaps={"first": t.begun_mandate}, filled={"first": t.written_mandate},
           error={"first": t.written_mandate, "sends": NOTHING},
           done={"first": t.written_mandate, "sends": {}}),
    *pages("requests:round", KOKO, "{queries} {second_round}", open=FILLED,
           closed={"at": "{queries} {first_round}"},
           unreached={"first": w.member_unreached}),
    *pages("requests:remarks", KOKO, "{queries}", over=FILLED, filled={"first": b.remarks_to_answer},
           reader_of_none={"first": b.remarks_to_answer, "query": "zeigen=beantwortet"}),
    *pages("requests:answer_remark", KOKO, "{queries} {second_round} {remarking_member} scope",
           empty={"first": b.remarks_to_answer}, error={"first": b.remarks_to_answer, "sends": NOTHING},
           done={"first": b.remarks_to_answer, "sends": {"verdict": "not_taken_over", "reason": "Zu viel."}}),
    *pages("requests:extend_round", KOKO, "{queries} {second_round}", filled=FILLED, error=ERROR,
           done={"sends": {"until": t.in_a_month, "reason": "Ferien."}}),
    *pages("requests:end_round", KOKO, "{queries} {second_round}", filled=FILLED, error=ERROR,
           done=REASON),
    *pages("requests:enter_answer", KOKO, "{queries} {second_round} {member}", filled=FILLED,
           error=ERROR),
    *pages("requests:decide_in_meeting", KOKO, "{queries}", filled=FILLED, error=ERROR),
    *pages("requests:reopen_mandate", KOKO, "{summer}", filled=FILLED,
           error=ERROR, done=REASON),
]  # fmt: skip

CHAINS = [
    *pages("chains:list", KOKO, filled=FILLED, empty={"who": NEW_KOKO}),
    *pages(
        "chains:create",
        NEW_KOKO,
        empty=FILLED,
        error=ERROR,
        done={"sends": {"school_year": t.this_school_year}},
    ),
    *pages(
        "chains:detail",
        KOKO,
        "{chain}",
        filled=FILLED,
        reader={"who": READER, "at": "{unna_chain}"},
        empty={"first": t.no_steps},
    ),
    *pages("chains:edit", KOKO, "{chain}", filled=FILLED),
    *pages("chains:add_step", KOKO, "{chain}", empty=FILLED, error=ERROR),
    *pages(
        "chains:edit_step",
        KOKO,
        "{chain} {step}",
        filled=FILLED,
        error=ERROR,
        changed_meanwhile={"sends": {"revision": "0", "title": "Neuer Titel"}},
    ),
    *pages(
        "chains:remove_step",
        KOKO,
        "{chain} {step}",
        filled=FILLED,
        done={"sends": {}},
    ),
]

ADVISORS = [
    *pages(
        "advisors:pool",
        KOKO,
        filled=FILLED,
        nothing_found={"query": "q=xyzxyz"},
        empty={"bare": True, "who": NEW_KOKO},
    ),
    *pages(
        "advisors:profile",
        KOKO,
        "{advisor}",
        filled=FILLED,
        error=ERROR,
        wished={"at": "{wished_advisor}"},
    ),
    *pages(
        "advisors:my_profile",
        ADVISOR,
        filled=FILLED,
        error={"sends": {"where": "some", "quarters_per_period": "x"}},
        saved={"sends": {"profile": "Neu im Lebenslauf.", "organisation": "Büro"}},
    ),
    *pages(
        "advisors:absences",
        ADVISOR,
        filled=FILLED,
        empty={"who": NEW_ADVISOR},
        error=ERROR | {"who": "beratung1"},
        added={"who": "beratung1", "sends": {"from_on": t.in_a_month, "to_on": t.in_a_month}},
    ),
]

TABLE = [*OFFICES, *REQUESTS, *MANDATE, *CHAINS, *ADVISORS, *ENGAGEMENTS]
