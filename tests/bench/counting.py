"""What a page takes, told to who asks, in the settings of the bench and of the twin only.

That is its statements, and how often its templates put in a value, a link or a translated text, or ask a
condition.
"""

import json
from collections import Counter
from contextlib import ExitStack, contextmanager
from unittest import mock

from django.db import connection
from django.template import defaulttags
from django.template.base import VariableNode
from django.templatetags import i18n

ASKED, STATEMENTS, PARTS = "X-Count", "X-Statements", "X-Template-Parts"
KINDS = {
    "values": [VariableNode],
    "links": [defaulttags.URLNode],
    "texts": [i18n.TranslateNode, i18n.BlockTranslateNode],
    "conditions": [defaulttags.IfNode],
}


def count_what_pages_take(get_response):
    """Middleware, the first of all. Nobody else's request pays for the counting."""

    def middleware(request):
        if ASKED not in request.headers:
            return get_response(request)
        counts = Counter()

        def counted(execute, *arguments):
            counts["statements"] += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted), _parts_counted(counts):
            response = get_response(request)
        response[STATEMENTS] = counts["statements"]
        response[PARTS] = json.dumps({kind: counts[kind] for kind in KINDS})
        return response

    return middleware


@contextmanager
def _parts_counted(counts):
    """Count what templates render. The bench asks alone: no other request is counted along with it."""
    with ExitStack() as patches:
        for kind, nodes in KINDS.items():
            for node in nodes:
                patches.enter_context(mock.patch.object(node, "render", _counting(node, kind, counts)))
        yield


def _counting(node, kind, counts):
    render = node.render

    def counted(self, context):
        counts[kind] += 1
        return render(self, context)

    return counted
