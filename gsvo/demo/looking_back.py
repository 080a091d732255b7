"""What is said in the demo about closed engagements: by both sides, by the committee, and months later."""

from advisors import actions
from advisors.emails.follow_up import follow_up_asked
from gsvo.demo import cast
from gsvo.demo.cases import ago, user_of
from gsvo.demo.sessions import engagement_of
from gsvo.links.models import Link

COMMITTEE = (
    ("yes", "Im Gremium liegen jetzt jedes Jahr dieselben Zahlen auf dem Tisch.", "yes"),
    ("partly", "Wir wissen mehr voneinander. Gekostet hat es viel Zeit.", "maybe"),
    ("yes", "Unsere Beratungskräfte melden nach einer Vorlage, die alle kennen.", "yes"),
)

LASTED = (
    "Das Gremium hat die vier Zahlen ein zweites Mal beraten, diesmal ohne Hilfe von außen. Nicht gehalten "
    "hat die Vertretung bei der Auswertung: Darüber sprechen wir noch einmal."
)


def play():
    """Let everybody look back on "figures", and its office say what lasted."""
    closed = engagement_of("figures", cast.BIELEFELD)
    with ago(104, 9):
        actions.look_back(
            closed,
            by=user_of("koko.bielefeld"),
            helped="yes",
            different="Wir reden über dieselben Zahlen, und jede Stelle weiß, welche sie liefert.",
            again="yes",
        )
    with ago(102, 15):
        actions.look_back(
            closed,
            by=closed.advisor.user,
            helped="partly",
            different="Die Zahlen sind da. Wer sie auswertet, wenn jemand ausfällt, ist noch offen.",
            again="yes",
        )
    for row, (helped, different, again) in zip(closed.committee_looking_back.all(), COMMITTEE, strict=False):
        with ago(101, 10):
            link = Link.objects.to(row, row.LINK_PURPOSE).usable().get()
            actions.answer_looking_back(row, by=link, helped=helped, different=different, again=again)
    with ago(16, 8):
        follow_up_asked(closed, user_of("koko.bielefeld"))
    with ago(13, 11):
        actions.follow_up(closed, by=user_of("koko.bielefeld"), lasted=LASTED)
    asked = engagement_of("queries", cast.UNNA)
    for on, person, different in (
        (99, user_of("koko.unna"), "Wir fragen einmal statt dreimal."),
        (98, asked.advisor.user, "Die Schulen haben sich auf einen Bogen geeinigt."),
    ):
        with ago(on, 9):
            actions.look_back(asked, by=person, helped="yes", different=different, again="yes")
