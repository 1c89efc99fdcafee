"""The signals that tell a process to end, held back while nobody would follow them."""

import signal

TELL_TO_END = (signal.SIGINT, signal.SIGTERM)


def hold() -> None:
    """Has what comes from now on wait, for this thread and those that it starts."""
    signal.pthread_sigmask(signal.SIG_BLOCK, TELL_TO_END)


def deliver() -> None:
    """Hands this thread what has come meanwhile, and what comes from now on at once."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TELL_TO_END)
