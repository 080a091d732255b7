"""Reports as documents: what stands in one, made as text to amend, as PDF and as DOCX."""

from advisors.papers.content import content_of
from advisors.papers.docx import as_docx
from advisors.papers.pdf import as_pdf
from advisors.papers.prefill import texts_from

__all__ = ["as_docx", "as_pdf", "content_of", "texts_from"]
