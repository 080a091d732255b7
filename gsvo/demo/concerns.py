"""A concern in the demo: an advisor told G.I.B. in confidence that something is wrong."""

from advisors import actions
from gsvo.demo import cast
from gsvo.demo.cases import ago, user_of
from gsvo.demo.sessions import engagement_of


def play():
    """Create an open concern with a first step of G.I.B."""
    running = engagement_of("three_codes", cast.BIELEFELD)
    with ago(3, 16):
        concern = actions.tell_concern(
            running,
            by=running.advisor.user,
            text="Das Jobcenter kommt seit zwei Terminen nicht mehr. In der Runde mag es niemand ansprechen.",
        )
    with ago(1, 10):
        actions.note_step(
            concern,
            by=user_of("sachbearbeitung"),
            text="Mit dem Berater telefoniert: Er möchte, dass wir die Leitung des Jobcenters ansprechen.",
        )
