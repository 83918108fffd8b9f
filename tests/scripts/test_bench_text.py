import json

from benches import text
from benches.rig import clock, hostile, peers
from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.detect import fast, glance
from sakchy.extract import hyper
from sakchy.inspect import Inspector

LINES = [
    {"text": "card 4111 1111 1111 1111", "label": "T"},
    {"text": "order 4111 1111 1111 1112", "label": "F"},
    {"text": "a nice day", "label": "F"},
]


def test_what_is_found_and_flagged_is_counted():
    inspector = Inspector(rulebook.load(), text.KEY)
    judge = Judge(rulebook.load(), "personal")
    assert text.counted("cards", LINES, inspector, judge) == {"found": "1 of 1", "flagged": "0 of 2"}


def test_a_tier_is_chosen_and_the_choice_undone(monkeypatch):
    monkeypatch.setenv(fast.SWITCH, "kept")
    monkeypatch.delenv(glance.SWITCH, raising=False)
    switches = [fast.SWITCH, glance.SWITCH]
    monkeypatch.setattr(text, "figures", lambda *_: {name: text.os.environ.get(name) for name in switches})
    monkeypatch.setattr(text, "new", lambda *_: {})
    assert text.cost("python", [], [], quick=True) == dict.fromkeys(switches, "0")
    assert text.os.environ[fast.SWITCH] == "kept"
    assert glance.SWITCH not in text.os.environ


def test_half_of_the_bodies_are_met_before_the_others_are_measured():
    met = []

    class Listening(Inspector):
        def inspect(self, message):
            met.append(message.body)
            return super().inspect(message)

    bodies = [text.sent(json.dumps({"event": f"opened {number}", "more": "x " * 900})) for number in range(4)]
    figures = text.new(Listening(rulebook.load(), text.KEY), bodies, bodies[:2])
    assert met == [bodies[at].body for at in (0, 2, 1, 3)]
    assert min(figures.values()) > 0
    assert set(text.new(Listening(rulebook.load(), text.KEY), [], []).values()) == {0}


def test_a_tier_that_is_missing_costs_nothing(monkeypatch):
    monkeypatch.setattr(hyper, "hyperscan", None)
    monkeypatch.setattr(glance, "library", lambda: None)
    assert text.cost("fast", [], [], quick=True) is None
    assert text.cost("default", [], [], quick=True) is None


def test_hostile_bodies_are_the_same_every_time_and_as_large_as_asked():
    bodies = list(hostile.bodies(4096, 2))
    assert bodies == list(hostile.bodies(4096, 2))
    assert len(bodies) == len(hostile.PIECES) + len(hostile.FAMILIES) + 4
    assert all(len(body) <= 4096 for body in bodies)
    assert len(hostile.base64_body()) > hostile.MEGABYTE - 4


def test_peers_are_measured_or_missing(monkeypatch):
    def missing():
        raise ImportError

    monkeypatch.setattr(peers, "PEERS", {"one": lambda: lambda said: "card" in said, "other": missing})
    figures = peers.run([line["text"] for line in LINES])
    assert figures["other"] == peers.MISSING
    assert figures["one"]["flagged"] == "1 of 3"


def test_spread():
    assert clock.spread([1.0, 2.0, 3.0])[0] == 2
    assert clock.spread([5.0]) == (5, 5)
