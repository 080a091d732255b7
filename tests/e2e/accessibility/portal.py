"""The table, part 2: pages of the portal. One line per page and state."""

from tests.e2e.accessibility import failure_scenarios as w
from tests.e2e.accessibility import link_scenarios as b
from tests.e2e.accessibility import scenarios as t
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
REASON = {"sends": {"reason": "Die Lage hat sich geändert."}}
CONFIRMS = {"privacy_read": "on"}

OFFICES = [
    *pages("offices:people", KOKO, "/konto/stelle/05711/", filled=FILLED, reader={"who": READER,
           "address": "/konto/stelle/05978/"}, with_invitation={"first": t.invited_colleague},
           unreached={"first": w.colleagues_unreached}),
    *pages("offices:invite", KOKO, "/konto/stelle/05711/einladen/", empty=FILLED, error=ERROR,
           done={"sends": {"name": "Nele Neu", "email": "nele@example.org", "role": "member"}},
           name_twice={"sends": {"name": "Demir, Ayşe", "email": "nele@example.org", "role": "member"}}),
    *pages("offices:change_role", KOKO, "/konto/stelle/05711/person/{colleague}/rolle/", filled=FILLED,
           done={"sends": {"role": "reader"}}),
    *pages("offices:leave", KOKO, "/konto/stelle/05711/person/{colleague}/beenden/", filled=FILLED,
           done={"sends": {}}),
    *pages("offices:committee", KOKO, "/gremium/05711/", filled=FILLED, reader={"who": READER,
           "address": "/gremium/05978/"}, empty={"who": NEW_KOKO, "address": "/gremium/"},
           several_offices={"address": "/gremium/", "first": t.second_office},
           unreached={"first": w.member_unreached}),
    *pages("offices:rename_committee", KOKO, "/gremium/05711/name/", filled=FILLED, error=ERROR,
           done={"sends": {"name": "Steuerungsgremium Übergang"}}),
    *pages("offices:add_committee_member", KOKO, "/gremium/05711/mitglied-neu/", empty=FILLED, error=ERROR,
           member_twice={"sends": MEMBER_TWICE}),
    *pages("offices:edit_committee_member", KOKO, "/gremium/mitglied/{member}/", filled=FILLED, error=ERROR,
           done={"sends": {"name": "Sabine Kötter-Voss"}}),
    *pages("offices:remove_committee_member", KOKO, "/gremium/mitglied/{member}/entfernen/", filled=FILLED,
           done={"sends": {}}),
]  # fmt: skip

REQUESTS = [
    *pages("requests:list", KOKO, "/anfragen/", filled=FILLED, empty={"who": NEW_KOKO},
           nothing_found={"address": "/anfragen/?q=xyzxyz"}, reader={"who": READER},
           on_no_desk={"first": w.on_no_desk}),
    *pages("requests:new", KOKO, "/anfragen/neu/", filled=FILLED, login_ends={"first": t.login_ends},
           no_period={"first": t.no_open_period},
           several_offices={"first": t.second_office}),
    *[line for number in range(1, 8) for line in
      pages("requests:step", COLLEAGUE, f"/anfragen/{{draft}}/schritt/{number}/", filled=FILLED,
            empty={"first": t.empty_draft, "address": f"/anfragen/{{empty_draft}}/schritt/{number}/"},
            **{"error": ERROR} if number < 6 else {})],
    *pages("requests:step", COLLEAGUE, "/anfragen/{draft}/schritt/2/", typed_before={"first": b.typed_before},
           of_another={"sends": {"_owner": b.marked_by_another, "title": "Titel"}, "status": 403}),
    *pages("requests:step", ANYBODY, "/anfragen/{draft}/schritt/2/", to_copy={
           "first": b.typed_by_a_stopped_account, "status": 403}),
    *pages("requests:step", COLLEAGUE, "/anfragen/{draft}/schritt/7/", with_paper={"first": t.paper},
           wrong_file={"sends": {"uploads": t.WRONG_FILE, "hochladen": "1"}}),
    *pages("requests:check", COLLEAGUE, "/anfragen/{draft}/pruefen/", filled=FILLED, error=ERROR,
           gaps={"first": t.empty_draft, "address": "/anfragen/{empty_draft}/pruefen/"},
           no_period={"first": t.no_open_period}, title_twice={"first": w.title_twice, "sends": CONFIRMS}),
    *pages("requests:submitted", KOKO, "/anfragen/{parents}/eingereicht/", filled=FILLED),
    *pages("requests:answer", KOKO, "/anfragen/{chambers}/antworten/", filled=FILLED, error=ERROR,
           done={"sends": {"reason": "Wir beginnen mit Schritt 4."}}),
    *[line for name in ("parents", "chambers", "queries", "summer", "vocational", "three_codes",
                        "inclusion", "figures", "newcomers", "agreement")
      for line in pages("requests:detail", KOKO, f"/anfragen/{{{name}}}/", **{f"like_{name}": FILLED})],
    *pages("requests:detail", COLLEAGUE, "/anfragen/{draft}/", draft=FILLED,
           partner_reads={"who": OTHER_KOKO, "address": "/anfragen/{parents}/"},
           interrupted={"who": READER, "address": "/anfragen/{unna_agreement}/"},
           rejected={"who": OTHER_KOKO, "address": "/anfragen/{unna_parents}/"},
           with_paper={"first": t.paper},
           on_no_desk={"first": w.on_no_desk, "address": "/anfragen/{chambers}/"},
           member_unreached={"first": w.member_unreached, "address": "/anfragen/{queries}/"}),
    *pages("requests:print", KOKO, "/anfragen/{parents}/drucken/", filled=FILLED),
    *pages("requests:revise", KOKO, "/anfragen/{parents}/aendern/", filled=FILLED, done={"sends": {}}),
    *pages("requests:withdraw", KOKO, "/anfragen/{parents}/zurueckziehen/", filled=FILLED, error=ERROR,
           done=REASON, refused={"address": "/anfragen/{figures}/zurueckziehen/"}),
    *pages("requests:hand_over", KOKO, "/anfragen/{parents}/uebergeben/", filled=FILLED, error=ERROR),
    *pages("requests:share", KOKO, "/anfragen/{chambers}/mitlesen/", empty=FILLED, error=ERROR,
           filled={"address": "/anfragen/{parents}/mitlesen/"}),
    *pages("requests:copy", KOKO, "/anfragen/{agreement}/kopieren/", filled=FILLED, done={"sends": {}}),
    *pages("requests:delete_draft", COLLEAGUE, "/anfragen/{draft}/loeschen/", filled=FILLED,
           done={"sends": {}}),
]  # fmt: skip

MANDATE = [
    *pages("requests:mandate", KOKO, "/anfragen/{queries}/auftrag/", filled=FILLED,
           agreed={"address": "/anfragen/{summer}/auftrag/"}, reader={"who": READER,
           "address": "/anfragen/{unna_chambers}/auftrag/"},
           empty={"who": OTHER_KOKO, "address": "/anfragen/{unna_newcomers}/auftrag/"}),
    *pages("requests:edit_mandate", OTHER_KOKO, "/anfragen/{unna_newcomers}/auftrag/bearbeiten/",
           empty={"first": t.begun_mandate}, filled={"first": t.written_mandate},
           error={"first": t.written_mandate, "sends": {"goals-0-text": "", "milestones-0-title": "",
                  "milestones-0-quarters": "-3", "do": "save"}},
           row_added={"first": t.written_mandate, "sends": {"do": "add-goals"}},
           changed_meanwhile={"first": t.written_mandate, "sends": {"revision": "0", "do": "save"}},
           done={"first": t.written_mandate, "sends": {"do": "save"}}),
    *pages("requests:version", KOKO, "/anfragen/{queries}/auftrag/fassung/1/", filled=FILLED),
    *pages("requests:open_round", OTHER_KOKO, "/anfragen/{unna_newcomers}/auftrag/abstimmen/",
           gaps={"first": t.begun_mandate}, filled={"first": t.written_mandate},
           error={"first": t.written_mandate, "sends": NOTHING},
           done={"first": t.written_mandate, "sends": {}}),
    *pages("requests:round", KOKO, "/anfragen/{queries}/auftrag/runde/{second_round}/", open=FILLED,
           closed={"address": "/anfragen/{queries}/auftrag/runde/{first_round}/"},
           unreached={"first": w.member_unreached}),
    *pages("requests:reopen_mandate", KOKO, "/anfragen/{summer}/auftrag/neu-fassen/", filled=FILLED,
           error=ERROR, done=REASON),
]  # fmt: skip

CHAINS = [
    *pages("chains:list", KOKO, "/ketten/", filled=FILLED, empty={"who": NEW_KOKO}),
    *pages(
        "chains:create",
        NEW_KOKO,
        "/ketten/neu/",
        empty=FILLED,
        error=ERROR,
        done={"sends": {"school_year": t.this_school_year}},
    ),
    *pages(
        "chains:detail",
        KOKO,
        "/ketten/{chain}/",
        filled=FILLED,
        reader={"who": READER, "address": "/ketten/{unna_chain}/"},
        empty={"first": t.no_steps},
    ),
    *pages("chains:edit", KOKO, "/ketten/{chain}/bearbeiten/", filled=FILLED),
    *pages("chains:add_step", KOKO, "/ketten/{chain}/schritt/neu/", empty=FILLED, error=ERROR),
    *pages(
        "chains:edit_step",
        KOKO,
        "/ketten/{chain}/schritt/{step}/",
        filled=FILLED,
        error=ERROR,
        changed_meanwhile={"sends": {"revision": "0", "title": "Neuer Titel"}},
    ),
    *pages(
        "chains:remove_step",
        KOKO,
        "/ketten/{chain}/schritt/{step}/entfernen/",
        filled=FILLED,
        done={"sends": {}},
    ),
]

ADVISORS = [
    *pages(
        "advisors:pool",
        KOKO,
        "/pool/",
        filled=FILLED,
        nothing_found={"address": "/pool/?q=xyzxyz"},
        empty={"bare": True, "who": NEW_KOKO},
    ),
    *pages(
        "advisors:profile",
        KOKO,
        "/pool/{advisor}/",
        filled=FILLED,
        error=ERROR,
        wished={"address": "/pool/{wished_advisor}/"},
    ),
    *pages(
        "advisors:engagements",
        ADVISOR,
        "/begleitungen/",
        filled=FILLED,
        empty={"who": NEW_ADVISOR},
        advised_once={"first": w.advisor_left},
    ),
    *pages(
        "advisors:engagement",
        ADVISOR,
        "/begleitungen/{engagement_of_three_codes}/",
        filled=FILLED,
        ending={"who": "beratung1", "address": "/begleitungen/{engagement_of_inclusion}/"},
        ended={"who": "beratung6", "address": "/begleitungen/{engagement_of_figures}/"},
        advised_once={"first": w.advisor_left},
    ),
    *pages(
        "advisors:finish",
        KOKO,
        "/begleitungen/{engagement_of_three_codes}/beenden/",
        filled=FILLED,
        error={"sends": {"early": "on", "reason": ""}},
        done={"sends": {"reason": "Alles getan."}},
    ),
]

TABLE = [*OFFICES, *REQUESTS, *MANDATE, *CHAINS, *ADVISORS]
