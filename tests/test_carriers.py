"""A value is found in whatever a browser packs it: each rule's examples through extract and detect."""

import base64
import gzip
import json
from urllib.parse import urlencode

import pytest

from sakchy.detect import Detector
from sakchy.extract import extract
from sakchy.model import Outgoing
from sakchy.rulebook import load

RULEBOOK = load()
DETECTOR = Detector(RULEBOOK, b"k" * 32)
NAMED = [rule for rule in RULEBOOK.rules if rule.names]
CARRIED = [*(rule for rule in RULEBOOK.rules if not rule.names), *NAMED[::25]]
"""Of the rules that differ in name and shape only, some are enough."""


def form(text):
    return Outgoing("http", urlencode({"message": text}).encode(), headers=(FORM,))


def json_field(text):
    return Outgoing("http", json.dumps({"chat": {"message": text}}).encode(), headers=(JSON,))


def multipart(text):
    head = '--edge\r\nContent-Disposition: form-data; name="message"\r\n\r\n'
    body = (head + text + "\r\n--edge--\r\n").encode()
    return Outgoing("http", body, headers=(MULTIPART,))


def gzipped(text):
    body = gzip.compress(json.dumps({"message": text}, ensure_ascii=False).encode())
    return Outgoing("http", body, headers=(JSON, ("content-encoding", "gzip")))


def base64_in_json(text):
    inner = json.dumps({"message": text, "client": "web"}, ensure_ascii=False).encode()
    return Outgoing("http", json.dumps({"blob": base64.b64encode(inner).decode()}).encode(), headers=(JSON,))


def query(text):
    return Outgoing("http", b"", "GET", "/search?" + urlencode({"q": text}))


def websocket(text):
    return Outgoing("websocket", json.dumps(["send", {"text": text}]).encode())


def epilogue(text):
    return Outgoing("http", b"--edge--\r\n" + text.encode(), headers=(MULTIPART,))


def signalr(text):
    frame = json.dumps({"target": "send", "arguments": [{"message": text}]}, ensure_ascii=False)
    return Outgoing("websocket", (frame + "\x1e").encode())


def socketio(text):
    return Outgoing("websocket", ("42/chat,7" + json.dumps(["send", {"message": text}])).encode())


FORM = ("content-type", "application/x-www-form-urlencoded")
MULTIPART = ("content-type", "multipart/form-data; boundary=edge")
JSON = ("content-type", "application/json")
CARRIERS = (
    form,
    json_field,
    multipart,
    gzipped,
    base64_in_json,
    query,
    websocket,
    epilogue,
    signalr,
    socketio,
)


@pytest.mark.parametrize("carry", CARRIERS)
@pytest.mark.parametrize("rule", CARRIED, ids=lambda rule: rule.id)
def test_every_example_in_every_carrier(rule, carry):
    for match in rule.match:
        rules = [finding.rule for finding in DETECTOR.find(extract(carry(match.text)))]
        assert rule.id in rules or rule.kind in kinds(rules), match.text
    for no_match in rule.no_match:
        rules = [finding.rule for finding in DETECTOR.find(extract(carry(no_match.text)))]
        assert rule.id not in rules, no_match.because


def kinds(rules):
    """Kinds of the rules named: two rules of a kind may see one value, the surer one is reported."""
    return {rule.kind for rule in RULEBOOK.rules if rule.id in rules}
