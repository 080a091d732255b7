"""Documents that the portal writes: what stands in one, the same for each form, made as PDF and as DOCX."""

from gsvo.files.papers.content import Block, Content, Section, Table, blocks_of
from gsvo.files.papers.docx import as_docx
from gsvo.files.papers.pdf import as_pdf

__all__ = ["Block", "Content", "Section", "Table", "as_docx", "as_pdf", "blocks_of"]
