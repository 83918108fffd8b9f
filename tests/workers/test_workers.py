"""Real worker processes, and everything that can happen to them."""

import concurrent.futures
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from signals import heeding_ctrl_c

from sakchy.limits import Limits
from sakchy.model import Outgoing, Step
from sakchy.workers import Workers, hand

KEY = b"k" * 32
CARD = Outgoing("http", b'{"card":"4111 1111 1111 1111"}')
ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them")

# A worker that does what the message's path says, so that the tests can make it misbehave.
ROGUE = """
import os, sys, time
sys.path.insert(0, {addon!r})
from sakchy.workers import worker

class Rogue(worker.Inspector):
    def inspect(self, message):
        word, _, argument = message.path.partition(" ")
        if word == "sleep":
            time.sleep(float(argument))
        if word == "die":
            os._exit(3)
        if word == "die-once" and not os.path.exists(argument):
            open(argument, "w").close()
            os._exit(3)
        if word == "eat":
            held = bytearray(int(argument))
        if word == "shout":
            print("words on standard output", flush=True)
        if word == "lie":
            os.write(int(argument), b"\\x00" * 7 + b"\\x05hello")
        return super().inspect(message)

worker.Inspector = Rogue
worker.main()
"""


@pytest.fixture
def rogue(monkeypatch, tmp_path, request):
    """Workers whose processes misbehave on request."""
    (tmp_path / "rogue.py").write_text(ROGUE.format(addon=str(ROOT / "addon")))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(hand, "PROGRAM", "rogue")
    with running(Workers(1, None, KEY, Limits(seconds=getattr(request, "param", 30)))) as workers:
        yield workers


@pytest.fixture
def workers():
    with running(Workers(1, None, KEY)) as workers:
        yield workers


class running:  # noqa: N801  reads as a word
    def __init__(self, workers):
        self.workers = workers

    def __enter__(self):
        return self.workers

    def __exit__(self, *_):
        self.workers.close()


def order(command, body=b""):
    return Outgoing("http", body, path=command)


def rules(workers, command):
    return [finding.rule for finding in workers.submit(order(command)).result(60)]


def pid(workers):
    return workers.hands[0].process.pid


def gone(process_id):
    """True once a process has ended."""
    for _ in range(200):
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_findings_come_back_from_the_process(workers):
    (finding,) = workers.submit(CARD).result(60)
    assert finding.kind == "bank-card"
    assert "4111 1111" not in repr(finding)


def test_a_passport_in_an_upload_is_found_and_a_holiday_photo_is_not(workers):
    kinds = []
    for name in ("passport-scan.jpg", "holiday.jpg"):
        head = b'--e\r\nContent-Disposition: form-data; name="scan"; filename="a.jpg"\r\n\r\n'
        body = head + (ROOT / "tests" / "data" / "pictures" / name).read_bytes() + b"\r\n--e--\r\n"
        kinds.append(
            [
                (found.kind, found.where[-1].kind)
                for found in workers.submit(Outgoing("http", body)).result(60)
            ]
        )
    assert kinds == [[("passport", "file")], []]


@posix
def test_a_passport_is_found_although_its_worker_is_killed(rogue):
    rules(rogue, "hello")
    picture = (ROOT / "tests" / "data" / "pictures" / "passport-scan.jpg").read_bytes()
    future = rogue.submit(order("sleep 1", picture))
    time.sleep(0.3)
    os.kill(pid(rogue), signal.SIGKILL)
    assert [finding.kind for finding in future.result(60)] == ["passport"]


def test_raw_bytes_in_headers_do_not_disturb_it(workers):
    odd = Outgoing("http", CARD.body, path="/\udcff", headers=(("x-a", "\udcff"),))
    assert len(workers.submit(odd).result(60)) == 1


def test_many_threads_may_ask_at_once(workers):
    futures = [workers.submit(CARD) for _ in range(20)]
    assert {future.result(60)[0].kind for future in futures} == {"bank-card"}


@posix
def test_an_idle_worker_that_was_killed_is_replaced(workers):
    workers.submit(CARD).result(60)
    before = pid(workers)
    os.kill(before, signal.SIGKILL)
    assert workers.submit(CARD).result(60)[0].kind == "bank-card"
    assert pid(workers) != before


@posix
def test_killed_in_the_middle_the_message_is_looked_at_again(rogue):
    rules(rogue, "hello")
    future = rogue.submit(order("sleep 1", CARD.body))
    time.sleep(0.3)
    os.kill(pid(rogue), signal.SIGKILL)
    assert [finding.kind for finding in future.result(60)] == ["bank-card"]


def test_a_message_that_kills_its_worker_once_is_tried_again(rogue, tmp_path):
    assert rules(rogue, f"die-once {tmp_path / 'mark'}") == []


def test_a_message_that_kills_every_worker_is_not_read_and_the_next_one_is(rogue):
    assert rules(rogue, "die") == ["worker-lost"]
    assert rules(rogue, "hello") == []


@pytest.mark.parametrize("rogue", [3], indirect=True)
def test_a_hang_is_ended_and_the_wait_of_the_next_does_not_count(rogue):
    rules(rogue, "hello")
    hanging, waiting = (rogue.submit(order(f"sleep {seconds}")) for seconds in (60, 1))
    assert hanging.result(60)[0].rule == "out-of-time"
    assert waiting.result(60) == ()


@posix
def test_memory_is_limited(rogue):
    assert rules(rogue, f"eat {3 << 30}") in (["error"], ["worker-lost"])
    assert rules(rogue, "eat 1000") == []


def test_what_libraries_print_does_not_get_between(rogue):
    assert rules(rogue, "shout") == []
    assert rules(rogue, "hello") == []


@posix
def test_an_answer_that_makes_no_sense_counts_as_lost(rogue):
    for descriptor in range(3, 6):  # one of them is the answers' pipe
        assert rules(rogue, f"lie {descriptor}") in ([], ["worker-lost"], ["error"])
    assert rules(rogue, "hello") == []


def test_closing_answers_everybody_and_ends_the_process(rogue):
    rules(rogue, "hello")
    process_id = pid(rogue)
    futures = [rogue.submit(order("sleep 30")) for _ in range(3)]
    time.sleep(0.2)
    rogue.close()
    assert [future.result(5)[0].rule for future in futures] == ["worker-lost"] * 3
    assert gone(process_id)
    assert rules(rogue, "hello") == ["worker-lost"]


def test_a_message_that_cannot_be_sent_is_said_too(workers):
    assert workers.submit(Outgoing("http", b"", method=object())).result(60)[0].rule in (
        "error",
        "worker-lost",
    )
    assert workers.submit(CARD).result(60)[0].kind == "bank-card"


def test_a_cancelled_message_is_not_looked_at(rogue):
    first = rogue.submit(order("sleep 1"))
    second = rogue.submit(order("die"))
    assert second.cancel()
    assert first.result(60) == ()
    with pytest.raises(concurrent.futures.CancelledError):
        second.result(0)
    assert rules(rogue, "hello") == []


def test_rules_that_cannot_be_read_leave_nothing_unsaid(tmp_path):
    (tmp_path / "kinds.yaml").write_text("kinds: [")
    with running(Workers(1, tmp_path, KEY)) as broken:
        assert broken.submit(CARD).result(60)[0].rule == "worker-lost"


PARENT = """
import sys
print("main imported", flush=True)
from sakchy.model import Outgoing, Step
from sakchy.workers import Workers
workers = Workers(1, None, b"k" * 32)
print(workers.submit(Outgoing("http", b"4111 1111 1111 1111 card")).result(60)[0].kind, flush=True)
print(workers.hands[0].process.pid, flush=True)
sys.stdin.read()
"""


def started(arguments, program, cwd):
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'addon'}{os.pathsep}{program}"}
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=cwd, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=heeding_ctrl_c,  # noqa: PLW1509  no threads here
    )  # fmt: skip


@posix
@pytest.mark.parametrize("arguments", [["-P", "-m", "parent"], ["program/parent.py"]])
@pytest.mark.parametrize("way", ["ctrl-c", "kill", "end of input"])
def test_workers_end_with_their_parent_and_never_run_its_main_program(tmp_path, arguments, way):
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "parent.py").write_text(PARENT)
    (tmp_path / "json.py").write_text("raise SystemExit")  # what lies in the current folder must not run
    with started(arguments, tmp_path / "program", tmp_path) as parent:
        lines = [parent.stdout.readline().strip() for _ in range(3)]
        if way == "ctrl-c":
            os.killpg(parent.pid, signal.SIGINT)  # as a terminal does, to the whole group
        elif way == "kill":
            parent.kill()
        rest, errors = parent.communicate(timeout=30)
    assert lines[:2] == ["main imported", "bank-card"]
    assert rest == ""
    assert errors.count("Traceback") == (way == "ctrl-c")  # its own, not the worker's
    assert gone(int(lines[2]))


def test_a_tiny_picture_comes_from_a_worker_and_nothing_where_there_is_none():
    scan = (ROOT / "addon" / "sakchy" / "specimen" / "passport.jpg").read_bytes()
    head = b'--XX\r\ncontent-disposition: form-data; name="scan"; filename="t.jpg"\r\n\r\n'
    message = Outgoing(
        "http", head + scan + b"\r\n--XX--", headers=(("content-type", "multipart/form-data; boundary=XX"),)
    )
    where = (Step("form", "scan"), Step("file", "t.jpg"))
    with running(Workers(1, None, KEY)) as workers:
        assert workers.paint(message, where).result(60).startswith(b"\x89PNG")
        assert workers.paint(message, (Step("form", "note"),)).result(60) == b""
    assert workers.paint(message, where).result(1) == b"", "closed"


@posix
def test_a_picture_that_one_worker_has_seen_is_known_to_all():
    holiday = (ROOT / "tests" / "data" / "pictures" / "holiday.jpg").read_bytes()
    with running(Workers(2, None, KEY)) as workers:
        message = Outgoing("http", holiday, headers=(("content-type", "image/jpeg"),))
        assert workers.submit(message).result() == ()
        assert workers.seen is not None
        workers.seen.seek(0)
        once = workers.seen.read()
        assert sum(map(bool, once)) > 8  # one fingerprint
        assert holiday[:16] not in once
        jobs = [workers.submit(message) for _ in range(4)]
        assert [job.result() for job in jobs] == [()] * 4
        workers.seen.seek(0)
        assert workers.seen.read() == once
