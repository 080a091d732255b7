"""Records of chains that the matrix of access does not need, so that all kinds of words are there."""

from django.utils import timezone

from chains.content import load
from chains.models import Actor, Chain, ChainActor, PartConfirmation, PublishedChain, UndoableChange
from chains.parts import part_of
from tests.chains import institutions


def more_words(people):
    """Create what an institution answered, a published version and a change that can be taken back."""
    lead, today = people["lead"], timezone.localdate()
    chain = Chain.objects.filter(office__memberships__user=lead).first()
    institution, _is_new = ChainActor.objects.get_or_create(
        chain=chain, actor=Actor.objects.get(name="Jobcenter")
    )
    ChainActor.objects.filter(pk=institution.pk).update(local_name="x", contact="x", email="x@example.org")
    for number, answer in enumerate(PartConfirmation.Answer.values, start=1):
        PartConfirmation.objects.create(
            chain_actor=institution,
            number=number,
            part=part_of(load(chain), institution.actor.name),
            to_email="x@example.org",
            to_name="x",
            asked_by=lead,
            answer_by=today,
            answer=answer,
            remark="x",
            answered_by="x",
            answered_at=timezone.now(),
        )
    PublishedChain.objects.create(
        chain=chain,
        version=99,
        content=load(chain).public().as_json(),
        decided_by="x",
        decided_on=today,
        published_by=lead,
    )
    UndoableChange.objects.update_or_create(
        chain=chain,
        defaults={"content": load(chain).as_json(), "what": "x", "revision": chain.revision, "by_user": lead},
    )


def acts(people, rows, words):
    """Return functions without arguments, acts on chains that send mails. `words(length)`: a hostile text."""

    def confirmed():
        question, _link = institutions.asked(rows["chain"], people["lead"], contact=words(200))
        institutions.answered(question, "no", words(), words(200))

    return [confirmed]
