import base64
import hashlib
import html
import json
import re

import pytest

from sakchy.act.replies import refusal
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Destination, Finding, Step, Verdict

PAGE = "http://127.0.0.1:8079/"
FOUND = Finding("bank-card", "card-number", 0.9, (Step("json", "secretfield"),), "•••• 1111", "ab" * 16)
UNREAD = Finding("not-read", "too-large", 1.0, (Step("body"),), "", "cd" * 16)


def verdict(*findings):
    return Verdict("block", findings or (FOUND,), Destination("chat.example", "ai-chat"), (), "personal")


def reply(outcome="blocked", *, findings=(), reference="4821", **about):
    fixed = {"navigates": False, "origin": None, "language": "en", "page_url": PAGE}
    return refusal(verdict(*findings), outcome, reference, **(fixed | about))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", ["blocked", "refused", "expired", "dismissed"])
@pytest.mark.parametrize("navigates", [True, False])
def test_a_reply_says_why_in_the_persons_language_and_gives_a_number(language, outcome, navigates):
    made = reply(outcome, navigates=navigates, language=language)
    say, text = catalogue(language), html.unescape(made.body.decode())
    for expected in (
        say("act.reply.title"),
        say("act.reply.what.personal"),
        say(f"act.reply.why.{outcome}"),
        "4821",
    ):
        assert expected in text
    assert made.status == 403
    headers = dict(made.headers)
    assert headers["content-language"] == language
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("navigates", [True, False])
def test_nothing_found_no_token_and_no_control_stands_in_the_sites_origin(navigates):
    text = reply(navigates=navigates, origin="https://chat.example").body.decode()
    for forbidden in ("bank-card", "1111", "card-number", "secretfield", "ab" * 16, "chat.example", "token"):
        assert forbidden not in text
    assert not re.search(r"<(script|form|button|input|iframe|img|link)\b", text)
    assert not re.search(r"\bon\w+=", text)


@pytest.mark.parametrize("navigates", [True, False])
def test_what_could_not_be_looked_at_is_not_called_personal(navigates):
    text = reply(findings=(UNREAD,), navigates=navigates).body.decode()
    assert catalogue("en")("act.reply.what.unread") in text
    assert catalogue("en")("act.reply.what.personal") not in text
    both = reply(findings=(UNREAD, FOUND), navigates=navigates).body.decode()
    assert catalogue("en")("act.reply.what.personal") in both


def test_the_page_allows_its_own_style_sheet_and_nothing_else():
    made = reply(navigates=True)
    text, policy = made.body.decode(), dict(made.headers)["content-security-policy"]
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.endswith(f"style-src 'sha256-{digest}'")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "style=" not in text
    assert set(re.findall(r"https?://[^\s\"']+", text)) == {PAGE + "asked/4821"}


def test_the_page_leads_to_the_guards_own_page_without_telling_it_where_from():
    text = reply(navigates=True).body.decode()
    assert f'<a href="{PAGE}asked/4821" target="_blank" rel="noopener noreferrer">' in text


def test_a_report_is_a_problem_document():
    made = reply(origin="https://chat.example")
    assert dict(made.headers)["content-type"] == "application/problem+json"
    report = json.loads(made.body)
    assert sorted(report) == ["detail", "reference", "status", "title", "type"]
    assert (report["type"], report["status"], report["reference"]) == ("urn:sakchy:not-sent", 403, "4821")


@pytest.mark.parametrize(
    "origin", ["https://chat.example", "http://127.0.0.1:3000", "http://[::1]:8000", "null"]
)
def test_the_pages_own_script_may_read_the_report(origin):
    headers = dict(reply(origin=origin).headers)
    assert headers["access-control-allow-origin"] == origin
    assert headers["access-control-allow-credentials"] == "true"
    assert headers["vary"] == "Origin"


@pytest.mark.parametrize(
    "origin", [None, "", "*", "https://a.example\r\nset-cookie: x=1", "https://a, https://b", "x" * 400]
)
def test_an_origin_that_is_none_is_not_echoed(origin):
    made = reply(origin=origin)
    assert not any(name.startswith("access-control") for name, _ in made.headers)
    assert not any("\r" in value or "\n" in value for _, value in made.headers)


def test_without_a_verdict_there_is_still_a_reply():
    made = refusal(None, "blocked", "", navigates=True, origin=None, language="ky", page_url=PAGE)
    assert catalogue("ky")("act.reply.title") in made.body.decode()


def test_a_strange_reference_or_address_stays_text():
    text = reply(navigates=True, reference="<b>1", page_url='http://x/"><script>').body.decode()
    assert "<script>" not in text
    assert "<b>1" not in text


@pytest.mark.parametrize(
    ("reference", "path"),
    [("4821", "asked/4821"), ("ab12" * 4, "history/" + "ab12" * 4), ("1" * 16, "history/" + "1" * 16)],
)
@pytest.mark.parametrize("navigates", [True, False])
def test_a_link_leads_to_what_it_is_about_without_opening_it(reference, path, navigates):
    text = reply(reference=reference, navigates=navigates).body.decode()
    assert f"{PAGE}{path}" in text


def test_without_a_reference_it_leads_to_the_first_page():
    report = json.loads(reply(reference="").body)
    assert report["detail"].endswith(PAGE)
