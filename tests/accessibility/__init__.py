"""Every page in every state: what a machine can find about accessibility and HTML.

The table is `public.py`, `portal.py`, `links.py` and `workplace.py`: one line per page and state.
`test_routes.py` holds it against the routes: a new page without a line fails. `things.py` says what {names}
in addresses mean and how a state comes about.
"""
