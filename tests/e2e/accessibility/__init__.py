"""Every page in every state: what a machine can find about accessibility and HTML.

The table is `public.py`, `portal.py`, `links.py` and `workplace.py`: one line per page and state.
`test_routes.py` holds it against the routes of tests/access/table.py: a new page without a line fails.
`scenarios.py` says what {names} in addresses mean and how a state comes about.

How to add a page: find its part and add `*pages("url:name", WHO, "{record}", filled=FILLED, error=ERROR)`
with every state that somebody can meet; the third are the arguments of its route. What has to happen
before is a function of scenarios.py (`{"first": t.it}`), what is filled in and sent is `{"sends": {…}}`.
A state called "… error" must show the summary of errors, one called "… done" a message. An address
without a page of its own says why in `no_page` of its row.
"""
