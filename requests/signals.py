"""The signal for higher apps, sent inside the transaction of the move: an exception undoes the move.

`moved`: sender SupportRequest, `support_request` (locked, moved, its days booked), `event` (its Event row).
"""

from django.dispatch import Signal

moved = Signal()
