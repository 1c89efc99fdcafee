"""The engine of DATABASES: only how it knows that a connection still stands differs from Django's own."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether the connection stands, at the beginning of a request.

        A server that ends a connection says so on it, and a connection on which something is said can be read from; then
        it is asked, as Django does each time. Looking saves a twentieth of a page that is kept whole.
        """
        if self.connection is None:
            return False
        return not _can_be_read(self.connection.fileno()) or super().is_usable()


def _can_be_read(descriptor: int) -> bool:
    if not hasattr(select, "poll"):
        return True
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLPRI)
    return bool(poll.poll(0))
