"""Answer with a paper: its file, or its report in one of two forms. The calling view checks permission."""

from django.http import Http404

from advisors.papers.content import content_of
from gsvo.files import papers
from gsvo.files.download import serve
from gsvo.files.file_types import DOCX, PDF
from gsvo.files.papers.download import answer_with as answer_with_bytes

_FORMS = {"pdf": (papers.as_pdf, PDF), "docx": (papers.as_docx, DOCX)}


def answer_with(paper, form):
    """Return the paper as a download; 404 for a form that it does not have."""
    if form not in paper.forms:
        raise Http404
    if paper.file_id:
        return serve(paper.file)
    make, kind = _FORMS[form]
    content = content_of(paper)
    name = f"{content.title}-{content.number}-{paper.version}.{form}"
    return answer_with_bytes(make(content, paper.handed_in_at), kind, name)
