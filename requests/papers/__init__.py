"""The mandate as documents: a paper for the board's meeting as DOCX, the agreed version as PDF."""

from requests.papers.agreement import agreement_of
from requests.papers.proposal import proposal_of

__all__ = ["agreement_of", "proposal_of"]
