"""The signals for higher apps, sent inside the transaction of the act: an exception undoes the act.

`moved`: sender SupportRequest, `support_request` (locked, moved, its days booked), `event` (its Event row).
`handed_over`: sender SupportRequest, `support_request`, `to` (the account that looks after it from now on, or
until somebody takes it over).
"""

from django.dispatch import Signal

moved = Signal()
handed_over = Signal()
