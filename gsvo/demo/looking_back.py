"""What both sides say in the demo about the engagement that is closed."""

from advisors import actions
from gsvo.demo import cast
from gsvo.demo.cases import ago, user_of
from gsvo.demo.sessions import engagement_of
from gsvo.links.models import Link

COMMITTEE = (
    ("yes", "Im Gremium liegen jetzt jedes Jahr dieselben Zahlen auf dem Tisch.", "yes"),
    ("partly", "Wir wissen mehr voneinander. Gekostet hat es viel Zeit.", "maybe"),
    ("yes", "Unsere Beratungskräfte melden nach einer Vorlage, die alle kennen.", "yes"),
)


def play():
    closed = engagement_of("figures", cast.BIELEFELD)
    with ago(14, 9):
        actions.look_back(
            closed,
            by=user_of("koko.bielefeld"),
            helped="yes",
            different="Wir reden über dieselben Zahlen, und jede Stelle weiß, welche sie liefert.",
            again="yes",
        )
    with ago(12, 15):
        actions.look_back(
            closed,
            by=closed.advisor.user,
            helped="partly",
            different="Die Zahlen sind da. Wer sie auswertet, wenn jemand ausfällt, ist noch offen.",
            again="yes",
        )
    for row, (helped, different, again) in zip(closed.committee_looking_back.all(), COMMITTEE, strict=False):
        with ago(11, 10):
            link = Link.objects.to(row, row.LINK_PURPOSE).usable().get()
            actions.answer_looking_back(row, by=link, helped=helped, different=different, again=again)
