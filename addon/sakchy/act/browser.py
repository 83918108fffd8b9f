"""Opens the guard's page in the person's browser: for what the browser itself cannot show."""

import contextlib
import subprocess
import sys
import threading

PATIENCE = 20.0  # seconds: a browser in a terminal would stay for as long as it is read
# In a process of its own: webbrowser waits for some browsers, prints, and honours $BROWSER.
OPEN = "import sys, webbrowser; webbrowser.open(sys.argv[1])"


class Opener:
    """Opens addresses, one at a time: returns at once, never raises, never prints."""

    def __init__(self, command: tuple[str, ...] = ()) -> None:
        """`command` opens instead of Python's webbrowser; the address is its last argument."""
        self.command = command or (sys.executable, "-P", "-c", OPEN)
        self.busy = threading.Lock()

    def open(self, url: str) -> None:
        """Open an address; while another one is being opened, this one is let go."""
        if self.busy.acquire(blocking=False):
            threading.Thread(target=self.run, args=(url,), name="sakchy-opener", daemon=True).start()

    def run(self, url: str) -> None:
        """Wait for the opener, then be free again. A machine without a browser is no error."""
        try:
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                subprocess.run(  # noqa: S603  our own interpreter, or what a test gives; the address is ours
                    (*self.command, url),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=PATIENCE,
                    check=False,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
        finally:
            self.busy.release()
