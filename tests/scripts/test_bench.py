import asyncio
import contextlib
import json
import os
import random
import shutil
import ssl
import subprocess
import sys
import time
from importlib import import_module
from inspect import signature
from urllib.parse import parse_qs, urlsplit

import cv2
import numpy as np
import pytest

import bench
from benches import proxy
from benches.rig import cpu, origin, photos, stats, traffic, witness
from benches.rig.client import Request, WrongAnswerError, burst, connect, paced
from sakchy.model import Destination, Event, Finding, Verdict
from sakchy.record.journal import Journal


def parted(request: Request) -> tuple[str, bytes]:
    head, _, body = request.data.partition(b"\r\n\r\n")
    assert len(body) == request.body_length
    return head.decode(), body


def test_percentile_is_a_value_that_was_measured():
    values = [30.0, 10.0, 20.0, 40.0]
    assert stats.percentile(values, 0.5) == 20
    assert stats.percentile(values, 0.51) == 30
    assert stats.percentile(values, 0.99) == 40
    assert stats.percentile(values, 0) == 10
    assert values == [30.0, 10.0, 20.0, 40.0]
    with pytest.raises(ValueError, match="no values"):
        stats.percentile([], 0.5)


def test_a_ratio_is_taken_round_by_round():
    # one disturbed round (both sides ten times slower) changes nothing
    assert stats.median_ratio([2, 20, 2.2], [1, 10, 1]) == 2
    with pytest.raises(ValueError, match="no rounds"):
        stats.median_ratio([], [])
    with pytest.raises(ValueError, match="zip"):
        stats.median_ratio([1, 2], [1])


def test_the_result_names_sakchy_over_bare():
    windows = {
        "bare": [proxy.Window(2, 10, 20), proxy.Window(2, 10, 20)],
        "sakchy": [proxy.Window(1, 15, 60), proxy.Window(1, 15, 60)],
    }
    assert [proxy.ratio(windows, field) for field in ("cpu", "p50", "p99")] == [0.5, 1.5, 3]
    assert proxy.typical(windows["sakchy"], "p99") == 60


def test_a_table_shows_single_values_and_one_grid():
    shown = bench.table({"rounds": 3, "ratio": {"get": 0.6666, "post": 1.0}, "others": {"post": 2}})
    lines = [line.split() for line in shown.splitlines()]
    assert lines == [
        ["rounds", "3"],
        [],
        ["get", "post"],
        ["ratio", "0.667", "1.000"],
        ["others", "2"],
    ]
    assert len({len(line) for line in shown.splitlines()[2:]}) == 1, "columns stand under each other"


def test_a_table_of_nothing_is_empty():
    assert bench.table({}) == ""


def test_every_bench_has_a_line_and_can_be_run():
    known = bench.benches()
    assert "proxy" in known
    assert "__init__" not in known
    for name, words in known.items():
        assert words, f"{name}: the list shows the first line of the docstring"
        parameters = signature(import_module(f"benches.{name}").run).parameters
        assert parameters["quick"].default is False, name


def test_without_a_name_the_benches_are_listed(capsys):
    bench.main([])
    assert "proxy" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["nothing"], ["proxy", "proxy"], ["--quick"], ["proxy", "--fast"]])
def test_what_bench_does_not_know_it_says(arguments):
    with pytest.raises(SystemExit, match=r"NAME being one of: .*proxy"):
        bench.main(arguments)


@pytest.mark.parametrize("as_json", [True, False])
def test_json_is_the_last_line(capsys, monkeypatch, as_json):
    monkeypatch.setattr(proxy, "run", lambda *, quick: {"quick": quick, "ratio_cpu": {"get": 0.5}})
    bench.main(["proxy", "--quick", *(["--json"] if as_json else [])])
    last = capsys.readouterr().out.splitlines()[-1]
    assert (last == json.dumps({"quick": True, "ratio_cpu": {"get": 0.5}})) is as_json


def test_one_stat_line_whatever_the_program_is_called():
    line = "42 (a) b (c) R 7 1 1 0 -1 4194304 99 0 0 0 100 20 3 4 20 0 1 0 189582 3133440"
    ticks = os.sysconf("SC_CLK_TCK")
    assert cpu.parse_stat(line) == cpu.Usage(7, pytest.approx(127 / ticks))


@pytest.mark.parametrize(
    ("written", "seconds"), [("0:01.50", 1.5), ("02:03", 123), ("1:00:00", 3600), ("2-00:00:01", 172801)]
)
def test_times_as_ps_writes_them(written, seconds):
    assert cpu.clock_seconds(written) == seconds


def test_a_tree_is_a_process_with_all_below_it():
    usage = {1: cpu.Usage(0, 9.0), 2: cpu.Usage(1, 1.0), 3: cpu.Usage(2, 2.0), 4: cpu.Usage(1, 4.0)}
    assert cpu.below(2, usage) == [2, 3]
    assert sorted(cpu.below(1, usage)) == [1, 2, 3, 4]
    assert cpu.below(5, usage) == []


@pytest.mark.skipif(not shutil.which("ps"), reason="no ps on this system")
def test_a_child_stands_in_the_tree_and_in_ps():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in cpu.tree(os.getpid())
        assert cpu.from_ps()[child.pid].parent == os.getpid()


def test_gets_are_ordinary_and_differ():
    requests = traffic.gets(20, random.Random(1), 4433)
    heads = {parted(request)[0] for request in requests}
    assert len(heads) == 20
    assert all("\r\nhost: 127.0.0.1:4433\r\n" in head for head in heads)
    assert "q" in parse_qs(urlsplit(heads.pop().split()[1]).query)


def test_posts_are_a_kilobyte_of_json_and_form_in_turn():
    form, order, *more = (parted(request) for request in traffic.posts(20, random.Random(1), 1))
    assert "application/x-www-form-urlencoded" in form[0]
    assert parse_qs(form[1].decode())["topic"]
    assert "application/json" in order[0]
    assert json.loads(order[1])["items"]
    bodies = [form[1], order[1], *(body for _, body in more)]
    assert len(set(bodies)) == 20
    assert all(1000 < len(body) < 1200 for body in bodies)


def test_the_same_round_sends_the_same_requests_to_both_sides():
    assert traffic.posts(5, random.Random("post_1k 1"), 1) == traffic.posts(5, random.Random("post_1k 1"), 1)


def test_a_photo_is_a_real_picture_and_each_is_another():
    one, two = photos.photo(1), photos.photo(4)
    assert one != two
    assert 600_000 < len(one) <= photos.WANTED
    image = cv2.imdecode(np.frombuffer(one, np.uint8), cv2.IMREAD_COLOR)
    assert image.shape == (1536, 2048, 3)


def test_the_same_photo_is_uploaded_in_ever_new_bytes():
    _, jpeg = cv2.imencode(".jpg", np.full((8, 8, 3), 90, np.uint8))
    bodies = [parted(request)[1] for request in traffic.uploads(2, random.Random(1), 1, [jpeg.tobytes()])]
    assert bodies[0] != bodies[1]
    for body in bodies:
        assert body.startswith(b"--" + traffic.BOUNDARY + b"\r\n")
        assert body.endswith(b"\r\n--" + traffic.BOUNDARY + b"--\r\n")
        file = body.split(b"image/jpeg\r\n\r\n")[1].removesuffix(b"\r\n--" + traffic.BOUNDARY + b"--\r\n")
        assert cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR).shape == (8, 8, 3)


@pytest.fixture
async def tunnel(tmp_path):
    """A proxy that passes everything on undecrypted, with the origin behind it: its port, the origin's."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(origin.Counter, origin.HOST, 0, ssl=origin.tls_context(tmp_path))

    async def pump(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)

    async def serve(reader, writer):
        port = int((await reader.readuntil(b"\r\n\r\n")).split()[1].rpartition(b":")[2])
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        onward = await asyncio.open_connection(origin.HOST, port)
        with contextlib.suppress(OSError):
            await asyncio.gather(pump(reader, onward[1]), pump(onward[0], writer))

    proxying = await asyncio.start_server(serve, origin.HOST, 0)
    yield proxying.sockets[0].getsockname()[1], server.sockets[0].getsockname()[1]
    proxying.close()
    server.close()


async def test_client_and_origin_agree_on_every_byte(tmp_path, tunnel):
    lines = await connect(2, tunnel[0], tmp_path / origin.AUTHORITY, tunnel[1])
    big = traffic.request("POST", "/", tunnel[1], "text/plain", b"a" * 300_000)
    requests = [
        big,
        *traffic.gets(3, random.Random(1), tunnel[1]),
        *traffic.posts(3, random.Random(1), tunnel[1]),
    ]
    assert len(await burst(lines, requests)) == 7
    assert len(await paced(lines, requests, 1000)) == 7
    with pytest.raises(WrongAnswerError):
        await lines[0].send(requests[0]._replace(body_length=1))
    for line in lines:
        line.close()


async def test_a_proxy_that_does_not_decrypt_is_not_measured(tmp_path, tunnel):
    other = tmp_path / "other"
    other.mkdir()
    origin.tls_context(other)
    with pytest.raises(ssl.SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        await connect(1, tunnel[0], other / origin.AUTHORITY, tunnel[1])


def told(folder, *findings):
    """A journal with one event for each (kind, rule)."""
    destination = Destination("127.0.0.1", "local")
    journal = Journal(folder / "journal.sqlite")
    for number, (kind, rule) in enumerate(findings):
        finding = Finding(kind, rule, 1.0, (), "", str(number))
        verdict = Verdict("note", (finding,), destination, (), "personal")
        journal.write(Event(str(number), time.time() + number / 10 - 9, verdict, "noted", "http", "POST", 1))
    journal.close()
    return folder / "journal.sqlite"


def test_a_guard_that_saw_both_probes_and_nothing_else_is_measured(tmp_path):
    witness.check(told(tmp_path, ("passport", "mrz-td3"), ("bank-card", "card-number")))


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([], "wanted bank-card and passport .*: nothing"),
        ([("bank-card", "a"), ("not-read", "worker-lost")], ": not-read/worker-lost; bank-card/a"),
        ([("bank-card", "a"), ("passport", "b"), ("secret", "c")], ": secret/c; passport/b; bank-card/a"),
    ],
)
def test_a_blind_or_jumpy_guard_is_not_measured(tmp_path, findings, said):
    with pytest.raises(witness.NoGuardError, match=said):
        witness.check(told(tmp_path, *findings))


def test_probes_are_what_they_say():
    chat, passport = witness.probes(1)
    assert witness.CARD.encode() in parted(chat)[1]
    assert b"\xff\xd8\xff" in parted(passport)[1]
