import sys
import time

from sakchy.act.browser import Opener

WRITE = "import sys; open(sys.argv[1], 'a').write(sys.argv[2] + '\\n')"


def until(condition):
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_the_address_is_handed_to_the_browser(tmp_path):
    record = tmp_path / "urls"
    opener = Opener((sys.executable, "-c", WRITE, str(record)))
    opener.open("http://127.0.0.1:8079/stopped?site=mbank.kg")
    until(lambda: record.exists() and record.read_text().endswith("\n"))
    assert record.read_text() == "http://127.0.0.1:8079/stopped?site=mbank.kg\n"


def test_browser_variable_is_honoured(tmp_path, monkeypatch):
    record, script = tmp_path / "urls", tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> {record}\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{script} %s")
    Opener().open("http://127.0.0.1:1/x")
    until(lambda: record.exists() and record.read_text().endswith("\n"))
    assert record.read_text() == "http://127.0.0.1:1/x\n"


def test_one_at_a_time_and_free_again_afterwards(tmp_path):
    opener = Opener((sys.executable, "-c", "import sys; sys.stdin.read()"))
    opener.busy.acquire()
    opener.open("http://127.0.0.1:1/")
    assert opener.busy.locked()
    opener.busy.release()
    opener.open("http://127.0.0.1:1/")
    until(lambda: not opener.busy.locked())


def test_a_machine_without_a_browser_is_no_error():
    opener = Opener(("/nowhere/at/all",))
    opener.open("http://127.0.0.1:1/")
    until(lambda: not opener.busy.locked())
