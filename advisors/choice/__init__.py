"""Which advisors fit a request: rules (`rules`), what they ask about (`facts`), all of the pool (`pool`)."""

from advisors.choice.facts import Candidate, Need
from advisors.choice.pool import Choice, choices_for
from advisors.choice.rules import RULES, Finding, Fit

__all__ = ["RULES", "Candidate", "Choice", "Finding", "Fit", "Need", "choices_for"]
