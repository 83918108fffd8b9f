"""Talk to the running guard over loopback, as the owner of its `run.json`."""

import http.client
from pathlib import Path
from typing import Any

import msgspec

from sakchy.cli.shared import Install, Trouble, command
from sakchy.web.session import read_run_file

LOOPBACK = "127.0.0.1"
PATIENCE = 5.0  # seconds: it answers in milliseconds, unless something else has taken its port


class NotRunningError(Exception):
    """No guard of this folder answers."""


def ask(home: Path, method: str, path: str, language: str, body: object = None) -> dict[str, Any]:
    """One call of the guard's API. Raises NotRunningError."""
    run = read_run_file(home)
    if run is None:
        raise NotRunningError
    headers = {"Authorization": f"Bearer {run.token}", "Accept-Language": language}
    connection = http.client.HTTPConnection(LOOPBACK, run.page_port, timeout=PATIENCE)
    try:
        connection.request(method, path, msgspec.json.encode(body) if body is not None else None, headers)
        answer = connection.getresponse()
        if answer.status not in (200, 404):
            raise NotRunningError
        return msgspec.json.decode(answer.read(), type=dict[str, Any])
    except (OSError, http.client.HTTPException, msgspec.MsgspecError):
        raise NotRunningError from None
    finally:
        connection.close()


def call(here: Install, method: str, path: str, body: object = None) -> dict[str, Any]:
    """The same for a command. Raises Trouble with a sentence for the person."""
    try:
        return ask(here.home, method, path, here.say.language, body)
    except NotRunningError:
        raise Trouble(here.say("cli.not-running", command=command())) from None
