"""Reports as documents: what stands in one, made as text to amend, and answered with as PDF or DOCX."""

from advisors.papers.content import content_of
from advisors.papers.prefill import texts_from

__all__ = ["content_of", "texts_from"]
