"""Apply all rules to a chain. Pure."""

from chains.content import ChainContent
from chains.gaps.gap import Facts, Finding, Gap, Rule
from chains.gaps.rules import RULES


def find_gaps(content: ChainContent, facts: Facts) -> list[Gap]:
    """Return all gaps: the worst first, then by step, the whole chain's before them, then as in the table."""
    found = [_gap(rule, finding) for rule in RULES for finding in rule.find(content, facts)]
    return sorted(found, key=lambda gap: (gap.severity, gap.number or 0))


def _gap(rule: Rule, finding: Finding) -> Gap:
    step = finding.step
    return Gap(
        rule=rule.name,
        severity=rule.severity,
        step_id=step.id if step else "",
        actor=finding.actor or (step.lead if step else ""),
        sentence=finding.sentence,
        why=str(rule.why),
        remedy=str(rule.remedy),
        key=":".join([rule.name, *([step.id] if step else []), *finding.about]),
        number=step.number if step else None,
    )
