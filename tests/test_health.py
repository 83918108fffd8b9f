import datetime as dt
import sys
from contextlib import closing

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sakchy import health, rulebook
from sakchy.inforce import still
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Destination, Event, Finding, Verdict
from sakchy.pulse import Pulse
from sakchy.record import Journal
from sakchy.workers import Workers
from sakchy.yamlfile import FileError

SAY = catalogue("en")


@pytest.fixture(scope="module")
def book():
    return rulebook.load()


def authority(home, days):
    """A certificate that ends after so many days, where the guard keeps its own."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Sakchy on this computer")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    path = home / health.AUTHORITY
    path.parent.mkdir()
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_told_in_all_languages(tmp_path, book, language):
    say = catalogue(language)
    with closing(Journal(tmp_path / "journal.sqlite")) as journal:
        found = [
            *health.standing(say, tmp_path, book),
            health.proxy(say, "127.0.0.1:8080", 0),
            health.speed(say, Pulse()),
            health.unread(say, journal),
            health.history(say, journal),
        ]
    assert all(check.told and all(check.told) for check in found)
    assert all(say(f"health.check.{check.name}") and say(f"health.state.{check.state}") for check in found)
    assert len({check.name for check in found}) == len(found)


def test_a_proxy_that_nobody_uses_is_something_to_look_at():
    assert health.proxy(SAY, "127.0.0.1:8080", 0).state == "careful"
    used = health.proxy(SAY, "127.0.0.1:8080", 1.0)
    assert used.state == "good"
    assert "1970" in used.told[1]


def test_without_hyperscan_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(health.fast, "available", lambda: False)
    assert f"{sys.executable} -m pip install hyperscan" in " ".join(health.text(SAY).told)


def test_it_says_whether_the_compiled_part_is_in_use(monkeypatch):
    for there, key in ((True, "compiled"), (False, "uncompiled")):
        monkeypatch.setattr(health.glance, "available", lambda there=there: there)
        assert health.text(SAY).told[0] == SAY(f"health.text.{key}")
    monkeypatch.undo()
    monkeypatch.setenv(health.glance.SWITCH, "0")
    assert health.text(SAY).told[0] == SAY("health.text.uncompiled")


@pytest.mark.parametrize(("days", "state"), [(400, "good"), (10, "careful"), (-1, "careful")])
def test_a_certificate_and_its_end(tmp_path, days, state):
    made = authority(tmp_path, days + 1 if days < 0 else days)
    found = health.certificate(SAY, tmp_path)
    assert found.state == state
    assert made.fingerprint(hashes.SHA256()).hex(":").upper() in found.told[1]


def test_no_certificate_or_a_broken_one(tmp_path):
    assert health.certificate(SAY, tmp_path).state == "open"
    authority(tmp_path, 5)
    (tmp_path / health.AUTHORITY).write_text("no certificate")
    assert health.certificate(SAY, tmp_path).state == "open"


def test_speed_in_words():
    pulse = Pulse()
    for _ in range(20):
        pulse.took(0.002)
    assert health.speed(SAY, pulse).told[0] == SAY("health.speed.told", half="2.0 ms", most="2.0 ms")


def test_what_could_not_be_looked_into_stands_by_reason(tmp_path):
    with closing(Journal(tmp_path / "journal.sqlite")) as journal:
        for number, reason in enumerate(["encrypted", "encrypted", "too-large"]):
            finding = Finding("not-read", reason, 1.0, (), "", f"{number:032x}")
            verdict = Verdict("note", (finding,), Destination("x.example", "unknown", "x.example"), (), "p")
            journal.write(Event(f"{number:016x}", 1e9 * 1.8, verdict, "noted", "http", "POST", 1))
        journal.flush()
        told = health.unread(SAY, journal).told
    assert told == ("encrypted: 2", "too large: 1")


def test_workers_that_are_not_there(book):
    workers = Workers(2, book, bytes(32))
    assert health.at_work(SAY, workers) == health.Check(
        "workers", "careful", (SAY("health.workers", alive=0, all=2),)
    )


def test_a_journal_in_trouble_says_so(tmp_path):
    with closing(Journal(tmp_path / "journal.sqlite")) as journal:
        journal.trouble = "full"
        found = health.history(SAY, journal)
    assert (found.state, found.told) == ("careful", (SAY("web.trouble.full"),))


def test_a_mistake_in_a_file_is_told_with_its_line(book):
    rules = still(book, "personal")
    assert health.mistakes(SAY, rules) == []
    rules.trouble = FileError("policies/mine.yaml", "wait: soon", 0, 6, "not a number")
    (found,) = health.mistakes(SAY, rules)
    assert found.state == "careful"
    assert "policies/mine.yaml:1:7" in found.told[1]


def test_how_much_is_known(book):
    told = health.rules(SAY, book).told[0]
    assert str(len(book.rules)) in told
    assert int(told.split(" rules and ")[1].split()[0].replace(",", "")) > 100
