"""Rules about what goes from step to step: handovers, receivers, feedback and target groups."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from chains.content import ChainContent, StepContent
from chains.gaps.gap import Facts, Finding
from chains.gaps.graph import handovers, reachable, within_year
from chains.gaps.rules_who import short


def no_handover(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    for step in _all_but_last(content):
        if not step.handover.strip():
            yield Finding(_("Was der Schritt weitergibt, steht nicht fest."), step)


def no_receiver(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """A step that says no handover has the gap `no_handover` already."""
    goes_on = {giver.id for giver, _receiver in handovers(content)}
    for step in _all_but_last(content):
        if step.handover.strip() and not step.receivers and step.id not in goes_on:
            yield Finding(_("An wen die Übergabe geht, steht nicht fest."), step)


def receiver_absent(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """Whoever leads both steps carries on what they began: then nothing is lost on the way."""
    for giver, receiver in handovers(content):
        takes_part = {receiver.lead, *receiver.participants}
        carries_on = giver.lead and giver.lead == receiver.lead
        if giver.receivers and not carries_on and not takes_part & {*giver.receivers}:
            words = {"actors": ", ".join(giver.receivers), "number": receiver.number}
            yield Finding(
                _("Die Übergabe bekommt %(actors)s; an Schritt %(number)s wirkt davon niemand mit.") % words,
                giver,
                giver.receivers[0],
                (receiver.id,),
            )


def no_legal_basis(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    for step in content.steps:
        if step.hands_over_names and not step.legal_basis.strip():
            yield Finding(_("Namen werden weitergegeben, eine Rechtsgrundlage steht nicht dabei."), step)


def no_feedback(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """Feedback to any step from which the handovers lead here counts, not only to the one just before."""
    after = reachable(content)
    givers: dict[str, list[StepContent]] = {}
    for giver, receiver in within_year(content):
        givers.setdefault(receiver.id, []).append(giver)
    for step in content.steps:
        goes_back = step.feedback_to != step.id and step.id in after.get(step.feedback_to, ())
        if step.id in givers and not goes_back:
            numbers = ", ".join(str(giver.number) for giver in givers[step.id])
            yield Finding(
                _("Schritt %(numbers)s erfährt nicht, was daraus wurde.") % {"numbers": numbers}, step
            )


def target_group_left_out(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """A step without target groups is for all."""
    receivers: dict[str, list[StepContent]] = {}
    for giver, receiver in within_year(content):
        receivers.setdefault(giver.id, []).append(receiver)
    for step in content.steps:
        following = receivers.get(step.id, [])
        if not following or any(not other.target_groups for other in following):
            continue
        going_on = dict.fromkeys(group for other in following for group in other.target_groups)
        if not step.target_groups:
            words = {"groups": ", ".join(going_on)}
            sentence = _("Der Schritt ist für alle; danach geht es nur weiter für: %(groups)s.") % words
            yield Finding(sentence, step, about=("all",))
        for group in dict.fromkeys(step.target_groups):
            if group not in going_on:
                sentence = _("„%(group)s“ kommt in keinem der Schritte danach vor.") % {"group": group}
                yield Finding(sentence, step, about=(short(group),))


def unreachable(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """Only the step at which the way breaks: what follows it is found again with it."""
    if not content.steps:
        return
    first = min(content.steps, key=lambda step: step.number)
    found = {first.id, *reachable(content).get(first.id, ())}
    lost = {step.id for step in content.steps} - found
    led_to = {b.id for a, b in within_year(content) if a.id in lost and a.number < b.number}
    for step in content.steps:
        if step.id in lost - led_to:
            words = {"number": first.number}
            yield Finding(_("Von Schritt %(number)s führt keine Übergabe hierher.") % words, step)


def circle(content: ChainContent, facts: Facts) -> Iterator[Finding]:
    """Of each circle the handover that goes back to an earlier step; without it the circle is none."""
    after = reachable(content)
    for giver, receiver in within_year(content):
        if receiver.number <= giver.number and giver.id in after.get(receiver.id, ()):
            words = {"number": receiver.number}
            yield Finding(
                _("Die Übergabe geht im selben Schuljahr zurück an Schritt %(number)s.") % words,
                giver,
                about=(receiver.id,),
            )


def _all_but_last(content: ChainContent) -> tuple[StepContent, ...]:
    return tuple(sorted(content.steps, key=lambda step: step.number)[:-1])
