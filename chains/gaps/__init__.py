"""What is missing in a chain: rules as pure functions over a `ChainContent`, one table of them."""

from chains.gaps.find import find_gaps
from chains.gaps.gap import Facts, Gap, Severity

__all__ = ["Facts", "Gap", "Severity", "find_gaps"]
