"""Learning passwords: those typed at verified sites are enrolled for them, if the person switched that on."""

import asyncio
import contextlib
import logging
import secrets
import string
from functools import partial

from msgspec.structs import replace

from sakchy.decide.hosts import normalise, site
from sakchy.detect.fields import letters, plain
from sakchy.detect.own import Enrolled
from sakchy.detect.own.passwords import LONGEST, SHORTEST, enrol
from sakchy.extract import extract_light
from sakchy.inforce import Rules
from sakchy.keep.ownfile import OwnFile, fresh_id
from sakchy.model import Outgoing, Target, Text

HOMES = ("state", "bank", "payment", "mail")
"""Categories whose passwords are worth the most. State bodies and banks pass undecrypted in most policies."""
NAMES = ("password", "passwd", "passwort", "passphrase", "пароль", "сырсөз", "сырсоз", "құпиясөз", "парол")
SHORT_NAMES = ("pass", "pwd", "pw", "psw")
MOST = 3  # learnt for one site, the newest: a mistyped one must not stay for ever
HASHED = 32  # hexadecimal digits from which on a value is what a page made of a password
SALT = 16  # bytes

logger = logging.getLogger(__name__)


class Learner:
    """Sees what passes, and takes up the passwords in it."""

    def __init__(self, file: OwnFile, rules: Rules) -> None:
        """`file` keeps what is learnt, and whether anything is to be."""
        self.file = file
        self.rules = rules
        self.working: set[asyncio.Future[None]] = set()

    def passed(self, message: Outgoing) -> None:
        """A message has passed: learn from it, in a thread (scrypt takes its time). Never raises."""
        with contextlib.suppress(Exception):
            if message.method == "POST" and self.file.own.learns and (found := self.passwords(message)):
                assert message.target
                home = site(normalise(message.target.host))
                task = asyncio.get_running_loop().run_in_executor(None, self.take, found, home)
                self.working.add(task)
                task.add_done_callback(self.working.discard)

    def passwords(self, message: Outgoing) -> list[str]:
        """Passwords in the fields of a small message to a verified site."""
        if message.target is None or not self.verified(message.target):
            return []
        texts = [part for part in extract_light(message) or () if isinstance(part, Text)]
        return list(dict.fromkeys(text.text for text in texts if is_password(text)))

    def verified(self, target: Target) -> bool:
        """Whether a site is listed as one of HOMES, and every name given for it as well, over https."""
        where, host = self.rules.judge.where_to, normalise(target.host)
        names = [normalise(name) for name in target.names if name]
        return where.listed(host) in HOMES and where.unearned(target, host, names) is None

    def take(self, found: list[str], home: str) -> None:
        """Enrol passwords for a site. Never raises: what cannot be written is said, not the password."""
        try:
            for value in found:
                self.file.change(partial(self.taken, value, home))
        except (OSError, ValueError) as error:
            logger.error("a password could not be learnt: %s", type(error).__name__)  # noqa: TRY400  may quote

    def taken(self, value: str, home: str, enrolled: Enrolled) -> Enrolled:
        """What is enrolled with one password more, unless it is known there."""
        made = enrol(self.file.key, fresh_id(enrolled), value, home, secrets.token_bytes(SALT), learnt=True)
        known = enrolled.passwords
        if any((each.home, each.cheap) == (home, made.cheap) for each in known):
            return enrolled
        old = [each for each in known if each.learnt and each.home == home][: -(MOST - 1)]
        return replace(enrolled, passwords=(*(each for each in known if each not in old), made))


def is_password(text: Text) -> bool:
    """Whether a field holds a password as somebody typed it, by its name and length."""
    last, path = plain(text.field)
    named = last in SHORT_NAMES or any(letters(name) in path for name in NAMES)
    hashed = len(text.text) >= HASHED and set(text.text) <= set(string.hexdigits)
    return (
        named
        and text.place[0].kind in ("form", "json")
        and SHORTEST <= len(text.text) <= LONGEST
        and not hashed
    )
