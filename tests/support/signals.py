"""Signals of the programs that tests start."""

import signal


def heeding_ctrl_c() -> None:
    """For `preexec_fn`: what a script starts in the background ignores Ctrl-C, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
