"""The table, part 2b: pages of engagements, their sessions and their days. One line per page and state."""

from tests.e2e.accessibility import failure_scenarios as w
from tests.e2e.accessibility import first_day_scenarios as d
from tests.e2e.accessibility.state import ADVISOR, ERROR, FILLED, KOKO, NEW_ADVISOR, pages

ENGAGEMENTS = [
    *pages(
        "advisors:engagements",
        ADVISOR,
        filled=FILLED,
        empty={"who": NEW_ADVISOR},
        advised_once={"first": w.advisor_left},
    ),
    *pages(
        "advisors:engagement",
        ADVISOR,
        "{engagement_of_three_codes}",
        filled=FILLED,
        first_weeks={"first": d.first_weeks},
        ending={"who": "beratung1", "at": "{engagement_of_inclusion}"},
        ended={"who": "beratung6", "at": "{engagement_of_figures}"},
        advised_once={"first": w.advisor_left},
    ),
    *pages(
        "advisors:plan_session",
        KOKO,
        "{engagement_of_three_codes}",
        filled=FILLED,
        error={
            "sends": {
                "title": "Werkstatt",
                "day": "2027-01-12",
                "begins": "12:00",
                "ends": "9:00",
                "form": "on_site",
            }
        },
    ),
    *pages(
        "advisors:session",
        KOKO,
        "{engagement_of_three_codes} {coming_session}",
        filled=FILLED,
        asked={"at": "{engagement_of_three_codes} {asked_session}"},
        held={"at": "{engagement_of_three_codes} {held_session}"},
    ),
    *pages(
        "advisors:change_session",
        ADVISOR,
        "{engagement_of_three_codes} {coming_session}",
        filled=FILLED,
        error=ERROR,
    ),
    *pages(
        "advisors:cancel_session",
        ADVISOR,
        "{engagement_of_three_codes} {coming_session}",
        filled=FILLED,
        error=ERROR,
    ),
    *pages(
        "advisors:settle_session",
        KOKO,
        "{engagement_of_three_codes} {asked_session}",
        filled=FILLED,
        error=ERROR,
    ),
    *pages("advisors:calendar", KOKO, empty=FILLED),
    *pages(
        "advisors:finish",
        KOKO,
        "{engagement_of_three_codes}",
        filled=FILLED,
        error={"sends": {"early": "yes", "reason": ""}},
        done={"sends": {"early": "no", "reason": "Alles getan."}},
    ),
    *pages(
        "advisors:time_entries",
        ADVISOR,
        "{engagement_of_three_codes}",
        filled=FILLED,
        to_sign={"who": KOKO},
        corrected={"who": "beratung1", "at": "{engagement_of_inclusion}"},
        empty={"first": d.no_entries},
    ),
    *pages(
        "advisors:add_entry",
        ADVISOR,
        "{engagement_of_three_codes}",
        empty=FILLED,
        error=ERROR,
        done={"sends": {"done_on": d.today, "kind": "online", "quarters": "0,5"}},
    ),
    *pages(
        "advisors:change_entry",
        ADVISOR,
        "{engagement_of_three_codes} {waiting_entry}",
        filled=FILLED,
        error=ERROR,
        asked={"first": d.asked_about},
    ),
    *pages(
        "advisors:withdraw_entry",
        ADVISOR,
        "{engagement_of_three_codes} {waiting_entry}",
        filled=FILLED,
    ),
    *pages(
        "advisors:correct_entry",
        ADVISOR,
        "{engagement_of_three_codes} {signed_entry}",
        filled=FILLED,
        error=ERROR,
    ),
    *pages(
        "advisors:ask_about_entry",
        KOKO,
        "{engagement_of_three_codes} {waiting_entry}",
        filled=FILLED,
        error=ERROR,
    ),
    *pages(
        "advisors:sign_entries",
        KOKO,
        "{engagement_of_three_codes}",
        filled=FILLED,
        error=ERROR,
        nothing={"first": d.no_entries},
    ),
]
