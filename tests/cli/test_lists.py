"""`sakchy lists`: taken up, shown, used, dropped; what is no list changes nothing."""

import http.server
import threading

import pytest

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.model import Target

HOSTS = "# somebody's list\n0.0.0.0 share.example\n||drop.example^$third-party\n3,up.example\nnot a host\n"


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "sharing.txt"
    path.write_text(HOSTS)
    return path


def category(home, host):
    judge = Judge(rulebook.load(extra=home), "personal")
    return judge.destination(Target("https", host, 443, (host,))).category


def test_a_file_is_taken_up_and_dropped(sakchy, home, listed):
    assert "ut1-filehosting" in sakchy("lists").text
    assert "3 hosts" in sakchy("lists", "add", listed, "--category", "file-sharing").text
    assert sakchy("lists").text == "sharing: file-sharing, 3\n"
    for host in ("share.example", "a.drop.example", "up.example"):
        assert category(home, host) == "file-sharing"
    assert sakchy("lists", "remove", "sharing").code == 0
    assert category(home, "share.example") == "unknown"


def test_a_list_comes_from_an_address(sakchy, home):
    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"talk.example\n")

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{site.server_port}/chat.txt"
        assert sakchy("lists", "add", address, "--category", "messenger", "--name", "talk").code == 0
        site.shutdown()
    assert category(home, "talk.example") == "messenger"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["{file}"], "--category"),
        (["{file}", "--category", "bank"], "must be earned"),
        (["{file}", "--category", "banks"], "banks"),
        (["{file}", "--category", "mail", "--name", "../x"], "no name for a list"),
        (["{file}x", "--category", "mail"], "cannot be read"),
        (["http://lists.example/hosts", "--category", "mail"], "https"),
        (["/dev/null", "--category", "mail"], "no host"),
    ],
)
def test_what_is_no_list_changes_nothing(sakchy, home, listed, words, complaint):
    said = sakchy("lists", "add", *(word.format(file=listed) for word in words))
    assert said.code == 2
    assert complaint in said.errors
    assert not [*home.rglob("*.txt"), *home.rglob("*.new")]


def test_what_is_not_there_cannot_be_dropped(sakchy):
    assert sakchy("lists", "remove", "sharing").code == 2
