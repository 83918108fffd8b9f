"""Where things lie and the few numbers a person may change. Read once, frozen."""

import json
import os
import re
import secrets
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import platformdirs
from msgspec import Meta

from sakchy.limits import DEFAULT, Limits
from sakchy.yamlfile import read_file, read_text

LONGEST_PHRASE = 60  # letters: it stands in one line at the head of a page
Port = Annotated[int, Meta(ge=0, le=65535)]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`settings.yaml` in Sakchy's folder; options of the command line go before it."""

    policy: str = "personal"
    managed: str = ""
    """An office's folder, where it is not the usual one of this system (see docs/office.md)."""
    host: str = "127.0.0.1"
    """Where the proxy listens. Loopback: nobody else on the network can use it."""
    port: Port = 8080
    page_port: Port = 8079
    """Where the guard's own page is, always on loopback."""
    page_name: Annotated[str, Meta(pattern=r"^(|127\.0\.0\.1|([a-z0-9-]+\.)?localhost)$")] = ""
    """Its name there; empty: one of its own under `localhost`, which Safari does not look up."""
    phrase: Annotated[str, Meta(max_length=LONGEST_PHRASE)] = ""
    """Words of the person's own, shown on every true page: a false one does not know them."""
    language: Literal["ky", "ru", "en", ""] = ""
    """Empty: the language of the system, else of the browser that asks."""
    wait: Annotated[int, Meta(ge=5, le=600)] | None = None
    """Seconds a message is held for an answer; unset: what the policy says (60)."""
    questions: Annotated[int, Meta(ge=0, le=1000)] | None = None
    """Questions an hour, beyond which milder ones are only listed; 0: any number; unset: the policy's."""
    extra_ca: str = ""
    """A PEM file with more roots to trust, as an office has; certifi's stay trusted."""
    workers: Annotated[int, Meta(ge=1, le=16)] = 2
    """Processes that look at pictures and long texts: with two, one slow upload does not hold up the next."""
    keep_days: Annotated[int, Meta(ge=1, le=3650)] = 30
    """How long the journal keeps an event."""
    limits: Limits = DEFAULT
    """How much of one message is looked at; each has a name of its own."""
    notify: bool = True
    """Show a desktop notification when a question waits."""
    forget_on_exit: bool | None = None
    """Forget at the end what came while the guard ran; unset: what the policy says."""
    open_page: bool = True
    """Open the guard's page in the browser where that shows nothing by itself: for a site stopped by name."""


def home_path(given: str | Path | None = None) -> Path:
    """Where Sakchy's folder is, made or not: `given`, `SAKCHY_HOME`, else where the system keeps data."""
    chosen = given or os.environ.get("SAKCHY_HOME")
    return Path(chosen or platformdirs.user_data_path("sakchy", appauthor=False)).absolute()


def home_folder(given: str | Path | None = None) -> Path:
    """Sakchy's folder (see `home_path`), made with mode 0700 if it is not there."""
    folder = home_path(given)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def load(home: Path, **given: object) -> Settings:
    """Settings of this install; `given` (command line) wins, None meaning not given. Raises FileError."""
    path = home / "settings.yaml"
    settings = read_file(path, Settings) if path.exists() and not blank(path) else Settings()
    chosen = {key: value for key, value in given.items() if value is not None}
    return msgspec.convert({**msgspec.to_builtins(settings), **chosen}, Settings)


def change(home: Path, **values: str | float | bool | None) -> Settings:
    """Write settings into `settings.yaml` and return what then stands there; None takes one out.

    Every other line stays as the person wrote it, comments too. Raises FileError, with the file as it was,
    if one is wrong or no line can simply be put into it; OSError if it cannot be written.
    """
    path = (home / "settings.yaml").resolve()
    text = path.read_text("utf-8-sig") if path.exists() else ""
    for key, value in values.items():
        text = with_line(
            text, key, None if value is None else f"{key}: {json.dumps(value, ensure_ascii=False)}"
        )
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    try:
        chosen = Settings() if blank(fresh) else read_text(text, Settings, str(path)).value
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return chosen


def with_line(text: str, key: str, line: str | None) -> str:
    """YAML text with another line for a key of the outermost level; what followed it as a comment stays."""
    own = re.compile(rf"^{re.escape(key)}[ \t]*:[^\n#]*(?P<rest>[^\n]*)\n?(?:[ \t]+[^\n]*\n?)*", re.MULTILINE)
    found = own.search(text)
    if line is None:
        return own.sub("", text, count=1)
    if found is None:
        return text + ("\n" if text and not text.endswith("\n") else "") + line + "\n"
    comment = f"  {found['rest']}" if found["rest"] else ""
    return text[: found.start()] + line + comment + "\n" + text[found.end() :]


def blank(path: Path) -> bool:
    """True for a file with nothing but comments: the settings of somebody who has none (yet)."""
    try:
        lines = path.read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return False  # whoever reads it says what is wrong
    return all(line.strip() in ("", "---") or line.lstrip().startswith("#") for line in lines)


def secret(home: Path, name: str) -> bytes:
    """A 32-byte secret of this install, made on first use in a file of mode 0600."""
    path = home / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        value = secrets.token_bytes(32)
        file.write(value)
    return value
