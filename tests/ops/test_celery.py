"""What the worker lives through."""

from types import SimpleNamespace

import pytest
from kombu import Connection

from gsvo.celery import Channel


def test_an_acknowledgement_after_the_broker_went_does_not_end_the_worker():
    transport = Connection("redis://127.0.0.1:1").get_transport_cls()
    channel = object.__new__(transport.Channel)
    channel.connection = SimpleNamespace(client=None)

    assert transport.Channel is Channel
    with pytest.raises(transport.connection_errors):
        channel._connparams()
