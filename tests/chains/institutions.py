"""An institution of a chain that was asked about its part, for tests of several folders."""

from chains import actions
from chains.actions.confirmations import seen_of
from chains.confirmations import institution_of, institutions
from chains.models import ChainActor
from gsvo.links.models import Link

SCHOOL = "Schule (Klassenleitung)"


def named(chain, name=None):
    """Return the institution of this name, or the first that leads a step."""
    lead = name or chain.steps.exclude(lead=None).first().lead.name
    return next(one for one in institutions(chain) if one.actor.name == lead)


def addressed(chain, by, name=None, email="stelle@example.org", contact="Sam Stelle"):
    """Write an address for an institution and return it."""
    actor = named(chain, name).actor
    chain.refresh_from_db()
    told = {"local_name": "Haus am Markt", "contact": contact, "email": email}
    actions.save_institution(chain, actor, by=by, expected_revision=chain.revision, **told)
    chain.refresh_from_db()
    return named(chain, actor.name)


def asked(chain, by, name=None, **told):
    """Ask an institution; return (question, its link)."""
    one = addressed(chain, by, name, **told)
    question = actions.ask(chain, one.actor, by=by, expected_number=one.last.number if one.last else 0)
    return question, link_of(question)


def link_of(question):
    return Link.objects.to(question).latest("pk")


def answered(question, answer="yes", remark="", name="Sam Stelle"):
    """Answer by link as the page does that was opened just now."""
    one = fresh(question)
    link = link_of(question)
    return actions.answer_part(question, by=link, seen=seen_of(one), answer=answer, remark=remark, name=name)


def fresh(question):
    rows = ChainActor.objects.select_related("chain__office", "actor")
    return institution_of(rows.get(pk=question.chain_actor_id))


def change(chain, by, **values):
    """Change the first step that an actor leads, as the editor does."""
    step = chain.steps.exclude(lead=None).first()
    type(step).objects.filter(pk=step.pk).update(**values)
    chain.refresh_from_db()
    chain.revision += 1
    chain.changed_by = by
    chain.save()
    return step
