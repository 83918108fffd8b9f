"""The desktop's bell: says that a question waits. The answer is given on the guard's own page only."""

import contextlib
import json
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

from sakchy.act.question import Question
from sakchy.act.words import words
from sakchy.locale import Language, catalogue
from sakchy.model import Verdict
from sakchy.rulebook import Rulebook
from sakchy.yamlfile import FileError

PATIENCE = 20.0  # seconds: some backends stay for as long as the balloon is shown; a hung D-Bus must end too
MAX_MESSAGE = (
    250  # characters: a balloon of Windows holds 255 (NOTIFYICONDATAW, szInfo), and plyer fails beyond
)
NAMED = 3  # kinds that a balloon names, the one that decided first
RING = Path(__file__).parent / "ring.py"
# -P keeps the current folder off its path, where somebody's json.py may lie.
# Some backends take markup, and some paste the text into a quoted string of another language.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Unicode categories of what does not print
NEUTRAL = str.maketrans({"<": "‹", ">": "›", "&": "+", "'": "’", "\\": "/"})


class Notifier:
    """Rings for questions and tells of warnings and stops: returns at once, never raises, never prints."""

    def __init__(self, rulebook: Rulebook, language: Language, command: tuple[str, ...] = ()) -> None:
        """`command` rings instead of `ring.py`; it gets title and message as JSON on its standard input."""
        self.rulebook = rulebook
        self.language = language
        self.command = command or (sys.executable, "-P", str(RING))
        self._ringing = threading.Lock()

    def ask(self, question: Question) -> None:
        """A new question waits; or there were too many, and this one only stands in the list."""
        self._ring("flood" if question.many else "ask", question.verdict, question.number)

    def tell(self, verdict: Verdict) -> None:
        """Something was let through with a warning, or stopped without a question."""
        self._ring("block" if verdict.action == "block" else "warn", verdict, "")

    def stopped(self, verdict: Verdict) -> None:
        """A site was stopped by its name."""
        self._ring("stopped", verdict, "")

    def mistake(self, error: FileError) -> None:
        """A file of rules was changed and has a mistake."""
        name, _, line, _, _ = error.given
        say = catalogue(self.language)
        told = plain(say("act.bell.mistake", name=name, line=line + 1))[:MAX_MESSAGE]
        self._show(plain(say("act.bell.mistake_title")), told)

    def _ring(self, what: str, verdict: Verdict, number: str) -> None:
        with contextlib.suppress(Exception):  # a bell that does not ring must not lose the message behind it
            self._show(*wording(what, verdict, number, self.rulebook, self.language))

    def _show(self, *words: str) -> None:
        with contextlib.suppress(Exception):  # as above
            if self._ringing.acquire(blocking=False):  # a flood of questions is no flood of balloons
                rope = (self.command, *words, self._ringing)
                threading.Thread(target=show, args=rope, name="sakchy-bell", daemon=True).start()


def show(command: tuple[str, ...], title: str, message: str, ringing: threading.Lock) -> None:
    """Show one balloon, then let the bell ring again. A machine without a desktop is no error."""
    words = json.dumps({"title": title, "message": message})
    try:
        subprocess.run(  # noqa: S603  our own interpreter and a constant program; the words go in by stdin
            command,
            input=words.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        pass
    finally:
        ringing.release()


def wording(
    what: str, verdict: Verdict, number: str, rulebook: Rulebook, language: Language
) -> tuple[str, str]:
    """Title and message: who would receive it, what kinds of data, what harm; nothing of what was found."""
    say, told = catalogue(language), words(verdict, language, rulebook, most=NAMED)
    kinds = told.what[:1].upper() + told.what[1:] + ("" if told.what.endswith("…") else ".")
    parts = [(kinds, told.like, told.why), (kinds, told.why), (kinds,)]
    found = [" ".join(filter(None, each)) for each in parts]
    messages = [plain(say(f"act.bell.{what}", found=each, number=number)) for each in found]
    title = plain(say("act.bell.title", host=told.to))
    return title, next((each for each in messages if len(each) <= MAX_MESSAGE), messages[-1])


def plain(text: str) -> str:
    """Without control and direction characters, markup and quotes; not to be taken for an option."""
    kept = "".join(c for c in text if unicodedata.category(c) not in UNSEEN)
    return kept.translate(NEUTRAL).lstrip("-")
