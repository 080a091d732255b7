"""What the worker lives through."""

from pathlib import Path
from queue import Empty
from types import SimpleNamespace

import pytest
from kombu import Connection

from gsvo.celery import Channel, FileChannel


def test_an_acknowledgement_after_the_broker_went_does_not_end_the_worker():
    transport = Connection("redis://127.0.0.1:1").get_transport_cls()
    channel = object.__new__(transport.Channel)
    channel.connection = SimpleNamespace(client=None)

    assert transport.Channel is Channel
    with pytest.raises(transport.connection_errors):
        channel._connparams()


def test_a_message_stands_in_the_queue_whole_or_not_at_all(tmp_path, monkeypatch):
    """A worker that finds half a message ends: it looks just before the writer is done."""
    folders = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    moves = Path.replace
    with Connection("filesystem://", transport_options=folders) as connection:
        channel = connection.channel()

        def looks_first(part, whole):
            assert part.stat().st_size > 0
            with pytest.raises(Empty):
                channel._get("celery")
            return moves(part, whole)

        monkeypatch.setattr(Path, "replace", looks_first)
        channel._put("celery", {"body": "Übergänge"})

        assert isinstance(channel, FileChannel)
        assert channel._get("celery") == {"body": "Übergänge"}
        with pytest.raises(Empty):
            channel._get("celery")
