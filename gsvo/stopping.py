"""Whether this worker was asked to end. A pass over the outbox then ends after the mail at hand.

The worker's main process hears SIGTERM, its children send the mail: the flag lies in memory that both see,
so this module must be imported before they are made.
"""

from multiprocessing.sharedctypes import RawValue

_asked = RawValue("b", 0)


def ask(**_signal):
    _asked.value = 1


def is_asked():
    return bool(_asked.value)
