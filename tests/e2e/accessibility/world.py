"""Bring each state of the table about, and keep what the server answered. Nothing stays behind."""

import logging
import shutil
from contextlib import ExitStack
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import resolve

from gsvo.demo import people as demo_people
from tests.e2e.accessibility import scenarios
from tests.e2e.accessibility.form import filled_in
from tests.helpers import tables

SMOOTH = {"filled", "empty", "done", "sent", "summary", "summary of no", "accepted", "declined"}


@dataclass
class Shot:
    """A page as it came: `address` is where one ends up."""

    state: object
    address: str
    status: int
    headers: dict
    html: str

    def __str__(self):
        return str(self.state)

    @property
    def shape(self):
        """What makes two answers look alike: the page, and whether it shows errors or a message."""
        view = resolve(self.address.partition("?")[0].partition("#")[0]).view_name
        return (
            view,
            self.state.state == "login ends",
            self.status,
            "gs-errors" in self.html,
            "gs-messages" in self.html,
        )


class World:
    """One state's own world: a browser, names for addresses, patches."""

    server = None  # one for all: loading middleware costs time

    def __init__(self):
        self.names, self.stack, self.posts = {}, ExitStack(), None
        self.client = Client()
        World.server = World.server or self.client.handler
        self.client.handler = World.server

    def address(self, pattern):
        return pattern.format_map(_Names(self.names))


class _Names(dict):
    def __missing__(self, name):
        return scenarios.NAMES[name]()


def shots_of(table):
    """All answers of a part of the table, on the demo's data."""
    World.server = None
    demo_people.staff()
    scenarios.people()
    shots = [_shot(state) for state in table if state.bare]
    _load_demo()
    return shots + [_shot(state) for state in table if not state.bare]


_demo = {}  # table → rows, and the folders with its files


def _load_demo():
    """Play the demo's cases; the second time in this process write what they had left."""
    folders = [settings.MEDIA_ROOT, settings.MAILBOX_DIR]
    if not _demo:
        call_command("demo", verbosity=0)
        _demo.update(rows=tables.contents(), folders=folders)
        return
    tables.put_back(_demo["rows"])
    for made, own in zip(_demo["folders"], folders, strict=True):
        shutil.copytree(made, own, dirs_exist_ok=True)


def _shot(state):
    world = World()
    logging.disable(logging.ERROR)  # errors are meant here
    try:
        with world.stack, transaction.atomic():
            shot = _visit(state, world)
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)
        cache.clear()
    assert shot.status == state.status, f"{state}: {shot.status} at {shot.address}\n{shot.html[:3000]}"
    _is_what_it_is_called(shot)
    return shot


def _is_what_it_is_called(shot):
    """Nobody looks at the login page instead of the one that is meant, or at an error instead of thanks."""
    state, view = shot.state.state, resolve(shot.address.partition("?")[0].partition("#")[0]).view_name
    if state in ("filled", "empty", "error") and shot.status == 200:
        assert view == shot.state.page, f"{shot} ended at {shot.address}"
    if state in SMOOTH or state.endswith("error"):
        assert ('id="fehler"' in shot.html) == (state not in SMOOTH), f"{shot}: errors, or none"


def _visit(state, world):
    if state.first:
        state.first(world)
    if state.who:
        world.client.force_login(scenarios.who(state.who))
    address = world.address(state.address)
    named = resolve(address.partition("?")[0]).view_name
    assert named == state.page, f"{state}: {address} is {named}"
    if world.posts is not None:
        answer = world.client.post(address, world.posts, follow=True)
    else:
        answer = world.client.get(address, follow=True, **state.headers)
    if state.sends is not None:
        assert answer.status_code == 200, f"{state}: {answer.status_code} before sending"
        where = _landed(answer, address)
        action, data = filled_in(answer.content.decode(), state.sends, state.form)
        address = action or where
        answer = world.client.post(address, data, follow=True)
    return Shot(
        state, _landed(answer, address), answer.status_code, dict(answer.headers), answer.content.decode()
    )


def _landed(answer, address):
    return answer.redirect_chain[-1][0] if answer.redirect_chain else address
