"""The table, part 4: what the three groups of the G.I.B. work on. One line per page and state."""

from tests.e2e.accessibility import failure_scenarios as w
from tests.e2e.accessibility import first_day_scenarios as d
from tests.e2e.accessibility import link_scenarios as b
from tests.e2e.accessibility import scenarios as t
from tests.e2e.accessibility.state import CASEWORK, CONTROLLING, ERROR, FILLED, LEAD, NOTHING, pages

CASES = [
    *pages("admin:index", CASEWORK, empty={"bare": True}, filled=FILLED, lead={"who": LEAD},
           asked_for_access={"first": d.access_request},
           controlling={"who": CONTROLLING}, trouble={"first": t.failed_mail},
           sending_paused={"first": t.paused}, lead_may_resume={"first": t.paused, "who": LEAD}),
    *pages("admin:chains", CASEWORK, empty={"bare": True}, filled=FILLED, controlling={"who": CONTROLLING}),
    *pages("admin:cases", CASEWORK, empty={"bare": True}, filled=FILLED,
           nothing_found={"query": "q=xyzxyz"}, controlling={"who": CONTROLLING}),
    *[line for name in ("unna_summer", "chambers", "queries", "summer", "vocational", "three_codes",
                        "unna_agreement", "inclusion", "figures")
      for line in pages("admin:case", CASEWORK, f"{{{name}}}", **{f"like_{name}": FILLED})],
    *pages("admin:case", LEAD, "{three_codes}", lead=FILLED,
           controlling={"who": CONTROLLING}, with_paper_and_failed_mail={
               "first": t.paper_and_failed_mail, "at": "{parents}"},
           on_no_desk={"first": w.on_no_desk, "at": "{chambers}"},
           advisor_unreached={"first": w.advisor_unreached, "at": "{vocational}"}),
    *pages("admin:compare_versions", CASEWORK, "{queries}", filled=FILLED, only_one={"at": "{summer}"},
           error={"query": "alt=99"}),
    *pages("admin:engagement", CASEWORK, "{three_codes}", filled=FILLED, lead={"who": LEAD},
           controlling={"who": CONTROLLING}, ending={"at": "{inclusion}"}, resting={"at": "{unna_agreement}"},
           ended={"at": "{figures}"}, advisor_left={"first": w.advisor_left}),
]  # fmt: skip

PROFILES = pages("admin:profile-changes", CASEWORK, "{advisor}", filled={"first": d.changed_profile},
                 empty=FILLED, seen={"first": d.changed_profile, "sends": {}},
                 controlling={"first": d.changed_profile, "who": CONTROLLING})  # fmt: skip

PROFILES += [
    *pages("admin:file-contract", CASEWORK, "{three_codes}", filled=FILLED, error=ERROR),
    *pages(
        "admin:waive-paper",
        LEAD,
        "{inclusion} final",
        filled=FILLED,
        error=ERROR,
        done={"sends": {"reason": "Das Protokoll genügt."}},
    ),
    *pages(
        "admin:take-over",
        CASEWORK,
        empty=FILLED,
        error=ERROR,
    ),
    *pages(
        "admin:pool-import",
        CASEWORK,
        filled=FILLED,
        error=ERROR,
        faulty_table_error={"sends": {"file": d.faulty_table}},
    ),
    *pages(
        "admin:pool-import-confirm",
        CASEWORK,
        "{pool_import}",
        filled={"first": d.pool_import},
        taken_over={"first": d.pool_import, "sends": {}},
        pool_changed={"first": d.pool_import, "sends": {"shown": "x"}},
    ),
]

CONCERNS = [
    *pages("admin:concern_step", CASEWORK, "{three_codes} {concern}", filled=FILLED, error=ERROR,
           done={"sends": {"text": "Mit beiden telefoniert."}}),
    *pages("admin:resolve_concern", CASEWORK, "{three_codes} {concern}", filled=FILLED, error=ERROR,
           done={"sends": {"resolution": "Ab Montag ruft eine andere Person an."}}),
]  # fmt: skip

# Each act with a case on which it is possible, and what sends it: (act, case, fields).
ACTS = [
    ("grant", "parents", {"quarters": "4"}),
    ("ask_back", "parents", {"question": "Welche Schulen sind dabei?"}),
    ("defer", "parents", {"until": t.in_a_month, "reason": "Wir warten auf den Erlass."}),
    ("reject", "parents", None),
    (
        "answer_otherwise",
        "parents",
        {"kind": "talk", "with_whom": "Kammer", "on": t.in_a_month, "reason": "So."},
    ),
    ("extend_clarification", "queries", {"until": t.in_a_month, "reason": "Die Ferien liegen dazwischen."}),
    ("extend_invitation", "vocational", {"until": t.in_a_month, "reason": "Sie war krank."}),
    ("change_grant", "summer", {"quarters": "5", "reason": "Die Zahl war vertippt."}),
    ("return_mandate", "summer", {"reason": "Bitte die Meilensteine datieren."}),
    ("invite", "summer", {t.order_of_first_advisor: "1"}),
    ("accept", "vocational", {"no_conflict": "on"}),
    ("decline", "vocational", {"reason": "no_time"}),
    ("ask_at_once", "vocational", {}),
    ("recall_one", "vocational", {"reason": "Es passt doch nicht."}),
    ("recall", "vocational", {"reason": "Der Zeitraum hat sich geändert."}),
    ("interrupt", "three_codes", {"until": t.in_a_month, "reason": "Elternzeit."}),
    ("extend_interruption", "unna_agreement", {"until": t.in_a_quarter, "reason": "Noch nicht gesund."}),
    ("resume", "unna_agreement", {}),
    ("change_advisor", "three_codes", {"reason": "Krankheit."}),
    ("finish", "unna_agreement", {"early": "no", "reason": "Alles getan."}),
    ("increase_days", "three_codes", {"quarters": "2", "reason": "Ein dritter Stadtbezirk kommt dazu."}),
    ("decline_days", "three_codes", None),
    ("give_back_days", "three_codes", {"quarters": "1", "reason": "Es geht schneller."}),
    ("carry_over_days", "three_codes", None),
    ("sign_for_office", "unna_chambers", {"reason": "Die Stelle ist zurzeit nicht besetzt."}),
    ("complete", "inclusion", {}),
    ("reopen", "inclusion", {"reason": "Ein Termin steht noch aus."}),
    ("reopen_case", "agreement", {"reason": "Das war ein Versehen."}),
    ("cancel", "parents", {"reason": "Der Bedarf ist weggefallen."}),
]
# Where several are asked at once one has to be chosen; the choice of advisors shows it as well.
RACE = [
    *pages("admin:act", CASEWORK, "{vocational} accept", several={"first": b.race},
           several_error={"first": b.race, "sends": NOTHING}),
    *pages("admin:act", CASEWORK, "{vocational} recall_one", several={"first": b.race}),
    *pages("admin:case", CASEWORK, "{vocational}", several={"first": b.race}),
    *pages("admin:act", CASEWORK, "{summer} invite", at_once_preview={
        "sends": {t.order_of_first_advisor: "1", "way": "at_once"}}),
]  # fmt: skip
CONFLICT = pages("admin:act", CASEWORK, "{parents} grant", somebody_was_faster_error={
    "sends": {"revision": "0", "quarters": "6"}, "status": 409})  # fmt: skip
MAY_BE_EMPTY = ("resume", "complete", "ask_at_once")  # nothing has to be filled in, so nothing can be missing


def act(name, case, sends):
    """The lines of one act: a rejection has to wait, some ask for nothing."""
    states = {f"{name} waits" if name == "reject" else f"{name} filled": FILLED}
    if name not in MAY_BE_EMPTY and name != "reject":
        states[f"{name} error"] = ERROR
    if sends is not None:
        shows_first = name == "invite"  # its first button shows order and mail anew
        states[f"{name} preview" if shows_first else f"{name} done"] = {"sends": sends}
    who = LEAD if name in ("cancel", "reopen", "reopen_case") else CASEWORK
    if name == "complete":
        states = {state: values | {"first": d.papers_are_there} for state, values in states.items()}
    return pages("admin:act", who, f"{{{case}}} {name}", **states)


# Records: (part of the URL name, {thing} that opens one, who may most). The first are only looked at.
LOOK_AT = [
    ("requests_event", "event", CASEWORK),
    ("requests_ledgerentry", "ledger_entry", CASEWORK),
    ("advisors_preference", "preference", CASEWORK),
    ("advisors_invitation", "invitation", CASEWORK),
    ("advisors_engagement", "engagement", CASEWORK),
    ("advisors_assignment", "assignment", CASEWORK),
    ("outbox_outgoingmail", "sent_mail", CASEWORK),
    ("chains_templatestep", "template_step", LEAD),
]
CHANGE = [
    ("advisors_advisor", "advisor_pk", CASEWORK),
    ("requests_topic", "topic", CASEWORK),
    ("requests_fundingperiod", "period", LEAD),
    ("accounts_user", "colleague_of_gib", LEAD),
    ("chains_actor", "actor", LEAD),
]


# What Controlling reads: the same pages without a single button that changes something.
ONLY_READ = [
    ("outbox_outgoingmail", "sent_mail"),
    ("requests_fundingperiod", "period"),
    ("requests_topic", "topic"),
    ("advisors_invitation", "invitation"),
    ("advisors_engagement", "engagement"),
]


def only_read(name, thing):
    return [
        *pages(f"admin:{name}_changelist", CONTROLLING, only_reading=FILLED),
        *pages(f"admin:{name}_change", CONTROLLING, f"{{{thing}}}", only_reading=FILLED),
    ]


def records(name, thing, who):
    """List, one record, its history."""
    return [
        *pages(f"admin:{name}_changelist", who, filled=FILLED, empty={"bare": True}),
        *pages(f"admin:{name}_change", who, f"{{{thing}}}", filled=FILLED),
        *pages(f"admin:{name}_history", who, f"{{{thing}}}", filled=FILLED),
    ]  # fmt: skip


def forms(name, thing, who):
    """What can be added and changed as well."""
    return [
        *records(name, thing, who),
        *pages(f"admin:{name}_change", who, f"{{{thing}}}", error=ERROR, done={"sends": {}}),
        *pages(f"admin:{name}_add", who, empty=FILLED, error=ERROR),
    ]


RECORDS = [
    *pages("admin:accounts_find", LEAD, empty=FILLED, error=ERROR),
    *pages("admin:accounts_access", LEAD, "{colleague_of_gib}", filled=FILLED,
           stopped={"first": t.stopped_colleague}),
    *pages("admin:accounts_act", LEAD, "{colleague_of_gib} anmeldeadresse",
           empty=FILLED, error=ERROR, done={"sends": {"email": "neu@gib.example"}}),
    *pages("admin:accounts_reset_factor", LEAD, "{colleague_of_gib}",
           empty=FILLED, filled={"first": t.has_factor}, done={"first": t.has_factor, "sends": {}}),
    *pages("admin:pages_accessrequest_changelist", CASEWORK, empty=FILLED,
           filled={"first": d.access_request}),
    *pages("admin:pages_accessrequest_change", CASEWORK, "{access_request}",
           filled={"first": d.access_request}, with_lead={"first": d.access_request_to_a_lead}),
    *pages("admin:pages_accessrequest_history", CASEWORK, "{access_request}",
           filled={"first": d.access_request}),
    *pages("admin:pages_invite_asker", CASEWORK, "{access_request}", filled={"first": d.access_request},
           error={"first": d.access_request, "sends": {"name": "", "email": ""}},
           with_lead={"first": d.access_request_to_a_lead}),
    *pages("admin:pages_feedback_changelist", CASEWORK, empty=FILLED,
           filled={"first": t.feedback}),
    *pages("admin:pages_feedback_change", CASEWORK, "{feedback}",
           filled={"first": t.feedback}),
    *pages("admin:pages_feedback_history", CASEWORK, "{feedback}",
           filled={"first": t.feedback}),
    *[line for row in LOOK_AT for line in records(*row)],
    *[line for row in CHANGE for line in forms(*row)],
    *[line for row in ONLY_READ for line in only_read(*row)],
    *pages("admin:advisors_advisor_change", CONTROLLING, "{advisor_pk}",
           only_reading=FILLED),
    *pages("admin:outbox_outgoingmail_change", CASEWORK, "{failed_mail}",
           failed={"first": t.failed_mail}),
    *pages("admin:outbox_outgoingmail_changelist", CASEWORK,
           failed={"first": t.failed_mail}),
    *pages("admin:mail-resend", CASEWORK, "{failed_mail_oid}",
           failed={"first": t.failed_mail}, done={"first": t.failed_mail, "sends": {}}),
    *pages("admin:mail-settle", CASEWORK, "{failed_mail_oid}",
           failed={"first": t.failed_mail}, error={"first": t.failed_mail, "sends": {"note": ""}},
           done={"first": t.failed_mail, "sends": {"note": "Angerufen."}}),
    *pages("admin:post-month", CASEWORK, filled=FILLED, empty={"bare": True},
           controlling={"who": CONTROLLING}),
    *pages("admin:mail-previews", CASEWORK, filled=FILLED),
    *pages("admin:mail-preview", CASEWORK, "advisors invitation", filled=FILLED),
    *pages("admin:offices_office_changelist", CASEWORK, filled=FILLED,
           nothing_found={"query": "q=xyzxyz"}),
    *pages("admin:offices_office_change", CASEWORK, "{office}", filled=FILLED,
           error=ERROR, done={"sends": {}}, only_reading={"who": CONTROLLING},
           with_invitation={"first": t.invited_colleague}),
    *pages("admin:offices_office_history", CASEWORK, "{office}",
           filled=FILLED),
    *pages("admin:offices_invite_lead", CASEWORK, "{office}",
           empty=FILLED, error=ERROR, done={"sends": {"name": "Nele Neu", "email": "nele@example.org"}}),
    *pages("admin:chains_chaintemplate_changelist", LEAD, filled=FILLED,
           with_draft={"first": t.new_template}),
    *pages("admin:chains_chaintemplate_change", LEAD, "{template}",
           filled=FILLED, draft={"first": t.new_template}),
    *pages("admin:chains_chaintemplate_history", LEAD, "{template}",
           filled=FILLED),
    *pages("admin:chains_remove_template_step", LEAD, "{template_step}",
           filled={"first": t.new_template}),
    *pages("admin:chains_templatestep_change", LEAD, "{template_step}",
           draft={"first": t.new_template}, error={"first": t.new_template, "sends": NOTHING}),
]  # fmt: skip

TABLE = [
    *CASES,
    *[line for row in ACTS for line in act(*row)],
    *RACE,
    *CONFLICT,
    *RECORDS,
    *PROFILES,
    *CONCERNS,
]
