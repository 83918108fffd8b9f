"""`sakchy check --jsonl`: a line for a line, in order, whatever the lines hold."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sakchy.cli import lines as module

ADDON = Path(__file__).parents[2] / "addon"
CARD = {"id": "a", "text": '{"card": "4111111111111111"}', "to": "https://discord.com/im"}


def jsonl(*lines):
    return "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"


def test_each_line_gets_its_answer_in_order(sakchy):
    said = sakchy("check", "--jsonl", "-", stdin=jsonl(CARD, {"id": 7, "text": "salam"}, CARD))
    assert said.code == 1
    assert [line["id"] for line in said.lines()] == ["a", 7, "a"]
    assert [line["action"] for line in said.lines()] == ["ask", "allow", "ask"]
    assert set(said.lines()[0]) == {"id", "findings", "destination", "action", "because"}
    assert said.lines()[0]["findings"][0]["where"] == 'field "card"'


def test_clean_lines_end_with_zero(sakchy):
    assert sakchy("check", "--jsonl", "-", stdin=jsonl({"id": 1, "text": "salam"})).code == 0


def test_no_lines_no_answers(sakchy):
    said = sakchy("check", "--jsonl", "-", stdin="\n\n")
    assert (said.code, said.text) == (0, "")


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ("not json", None),
        ('{"id": 3}', 3),
        ('{"id": "x", "text": 5}', "x"),
        ('{"text": "salam"}', None),
        ("[1, 2]", None),
        ('{"id": 4, "text": "a", "headers": {"a": 1}}', 4),
        ('{"id": 5, "text": "a", "to": "http://["}', 5),
        ("[" * 5000, None),
    ],
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(sakchy, line, id_):
    said = sakchy("check", "--jsonl", "-", stdin=jsonl({"id": 1, "text": "a"}, line, CARD))
    first, bad, last = said.lines()
    assert said.code == 2
    assert (bad["id"], bad["line"]) == (id_, 2)
    assert bad["error"]
    assert (first["action"], last["action"]) == ("allow", "ask")


def test_errors_do_not_quote_the_line(sakchy):
    said = sakchy("check", "--jsonl", "-", stdin='{"id": 1, "text": 4111111111111111}\n')
    assert "4111" not in said.text


def test_a_line_may_bring_its_own_page_and_headers(sakchy):
    line = {
        "id": 1,
        "text": "card=4111111111111111",
        "to": "https://storage.example.com",
        "page": "https://discord.com/im",
        "headers": {"Content-Type": "application/x-www-form-urlencoded"},
    }
    (answer,) = sakchy("check", "--jsonl", "-", stdin=jsonl(line)).lines()
    assert answer["destination"]["category"] == "messenger"
    assert answer["findings"][0]["where"] == 'form field "card"'


def test_options_serve_lines_that_name_no_address(sakchy):
    other = {"id": 2, "text": "a", "to": "https://mbank.kg"}
    said = sakchy("check", "--to", "discord.com", "--jsonl", "-", stdin=jsonl({"id": 1, "text": "a"}, other))
    assert [line["destination"]["host"] for line in said.lines()] == ["discord.com", "mbank.kg"]


def test_a_file_of_lines_is_read(sakchy, tmp_path):
    (tmp_path / "in.jsonl").write_text(jsonl(CARD), "utf-8")
    assert sakchy("check", "--jsonl", tmp_path / "in.jsonl").code == 1
    assert sakchy("check", "--jsonl", tmp_path / "absent.jsonl").code == 2


def test_a_lone_surrogate_is_no_crash(sakchy):
    said = sakchy("check", "--jsonl", "-", stdin='{"id": 1, "text": "\\ud800"}\n')
    assert len(said.lines()) == 1


def test_too_long_lines_are_skipped_whole(monkeypatch):
    monkeypatch.setattr(module, "MOST_LINE", 10)
    file = io.BytesIO(b"12345678\n" + b"x" * 35 + b"\nlast\n" + b"1234567890")
    assert list(module.lines(file)) == [(1, b"12345678\n"), (2, b""), (3, b"last\n"), (4, b"")]


def test_answers_come_before_the_next_question():
    """A program on the other side of a pipe waits for each answer."""
    command = [sys.executable, "-m", "sakchy", "check", "--jsonl", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, env={**os.environ, "PYTHONPATH": str(ADDON)}
    ) as talk:
        for number in range(3):
            talk.stdin.write(json.dumps({"id": number, "text": "salam"}).encode() + b"\n")
            talk.stdin.flush()
            assert json.loads(talk.stdout.readline())["id"] == number
        talk.stdin.close()
    assert talk.returncode == 0
