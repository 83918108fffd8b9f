"""Findings and a receiver -> a verdict that explains itself."""

import pytest
from msgspec.structs import replace

from sakchy.decide import Judge
from sakchy.model import Finding, Target
from sakchy.rulebook import Changes, load

BOOK = load()
PERSONAL = Judge(BOOK, "personal")


def finding(kind, rule="some-rule"):
    return Finding(kind, rule, 0.9, (), "••", f"{kind}/{rule}")


def judged(kinds, host, judge=PERSONAL, **given):
    where = judge.destination(Target(given.pop("scheme", "https"), host, given.pop("port", 443), **given))
    return judge.verdict([kind if isinstance(kind, Finding) else finding(kind) for kind in kinds], where)


@pytest.mark.parametrize(
    ("kind", "host", "action", "twice"),
    [
        ("passport", "portal.tunduk.kg", "allow", False),
        ("passport", "online.demirbank.kg", "allow", False),
        ("passport", "mail.google.com", "ask", False),
        ("passport", "discord.com", "ask", False),
        ("passport", "instagram.com", "block", False),
        ("passport", "shop.example", "ask", True),
        ("passport", "tunduk-kg.com", "block", False),
        ("passport", "127.0.0.1", "note", False),
        ("bank-card", "api.stripe.com", "allow", False),
        ("bank-card", "shop.example", "ask", False),
        ("questionnaire", "mail.ru", "warn", False),
    ],
)
def test_the_grid_decides(kind, host, action, twice):
    verdict = judged([kind], host)
    assert (verdict.action, verdict.twice, verdict.strict, verdict.policy) == (
        action,
        twice,
        False,
        "personal",
    )


def test_the_strongest_word_wins_and_only_it_is_explained():
    verdict = judged(["bank-card", "bank-card-code", "passport"], "mail.google.com")
    assert verdict.action == "block"
    assert [found.kind for found in verdict.findings] == ["bank-card-code", "bank-card", "passport"]
    assert [(why.key, dict(why.values)) for why in verdict.because] == [
        ("decide.found", {"kind": "bank-card-code", "rule": "some-rule"}),
        ("decide.goes", {"host": "mail.google.com", "category": "mail"}),
        ("decide.listed", {"host": "mail.google.com", "category": "mail"}),
        ("decide.row", {"policy": "personal", "column": "mail", "cell": "block", "row": "bank-card-code"}),
    ]


def test_what_could_not_be_read_stands_first_only_if_it_decided():
    unread = finding("not-read", "out-of-time")
    kinds = [found.kind for found in judged([unread, "passport"], "mail.google.com").findings]
    assert kinds == ["passport", "not-read"]
    kinds = [found.kind for found in judged(["bank-requisites", unread], "mail.google.com").findings]
    assert kinds == ["not-read", "bank-requisites"]


def test_a_kind_found_many_times_is_explained_once_and_three_kinds_at_most():
    verdict = judged(["passport"] * 50 + ["id-card", "personal-number", "bank-card"], "mail.google.com")
    told = [dict(why.values)["kind"] for why in verdict.because if why.key == "decide.found"]
    assert told == ["passport", "id-card", "personal-number"]


def test_of_equals_the_strict_kind_names_the_question():
    stopped = judged(["personal-number", "biometric"], "tunduk-kg.com")
    assert {finding.kind for finding in PERSONAL.decisive(stopped)} == {"personal-number", "biometric"}
    assert [finding.kind for finding in stopped.findings] == ["biometric", "personal-number"]
    asked = judged(["medical-record", "passport"], "instagram.com")
    assert [finding.kind for finding in asked.findings] == ["passport", "medical-record"], (
        "stopped goes first"
    )


def test_an_unencrypted_connection_gives_the_stronger_of_two_columns():
    verdict = judged(["passport"], "mail.google.com", scheme="http", port=80)
    assert verdict.action == "block"
    assert dict(verdict.because[-1].values)["column"] == "insecure"
    verdict = judged(["secret"], "instagram.com", scheme="http", port=80)
    assert dict(verdict.because[-1].values)["column"] == "social"


def test_the_strict_tier_asks_twice_and_says_why():
    verdict = judged(["medical-record"], "mail.google.com")
    assert (verdict.action, verdict.twice, verdict.strict) == ("ask", True, True)
    assert [why.key for why in verdict.because][-2:] == ["decide.row", "decide.strict"]
    assert dict(verdict.because[-2].values)["cell"] == "ask"
    beside = judged(["bank-requisites", "passport"], "mail.google.com")
    assert (beside.action, beside.twice, beside.strict) == (
        "ask",
        False,
        True,
    )  # no preview, even beside others


def test_what_could_not_be_read_is_judged_by_its_reason():
    lost = judged([finding("not-read", "worker-lost")], "discord.com")
    video = judged([finding("not-read", "unknown-format")], "discord.com")
    assert (lost.action, video.action) == ("ask", "note")
    assert (lost.because[0].key, dict(lost.because[0].values)) == (
        "decide.not-read",
        {"reason": "worker-lost"},
    )


def test_no_findings_are_allowed():
    verdict = judged([], "shop.example")
    assert (verdict.action, verdict.findings) == ("allow", ())
    assert [why.key for why in verdict.because] == ["decide.nothing"]


def test_a_kind_nobody_knows_is_asked_about():
    verdict = judged(["new-kind"], "shop.example")
    assert verdict.action == "ask"
    assert verdict.because[-1].key == "decide.otherwise"


def test_without_an_address_there_is_no_sentence_about_it():
    verdict = PERSONAL.verdict([finding("passport")], PERSONAL.destination(None))
    assert [why.key for why in verdict.because] == ["decide.found", "decide.no-target", "decide.row"]


def test_verified_hosts_pass_undecrypted():
    assert PERSONAL.undecrypted("portal.tunduk.kg", 443, "portal.tunduk.kg")
    assert PERSONAL.undecrypted("portal.tunduk.kg.", 443, None)
    assert PERSONAL.undecrypted("portal.tunduk.kg", 443, "www.gov.kg")


@pytest.mark.parametrize(
    ("host", "port", "sni"),
    [
        ("portal.tunduk.kg", 8443, None),
        ("portal.tunduk.kg", 443, "store.example"),
        ("store.example", 443, "portal.tunduk.kg"),
        ("portal.tunduk.kg", 443, "online.demirbank.kg"),
        ("api.stripe.com", 443, "api.stripe.com"),
        ("127.0.0.1", 443, "portal.tunduk.kg"),
        ("", 443, "portal.tunduk.kg"),
        ("tunduk-kg.com", 443, None),
    ],
)
def test_all_others_are_looked_into(host, port, sni):
    assert not PERSONAL.undecrypted(host, port, sni)


def test_a_policy_may_want_to_look_everywhere(tmp_path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "curious.yaml").write_text(
        "profile: curious\ntitle: {ky: а, ru: б, en: c}\nextends: family\ninspect_trusted: true\n"
    )
    curious = Judge(load(extra=tmp_path), "curious")
    assert not curious.undecrypted("portal.tunduk.kg", 443, None)
    assert curious.wait == 120
    assert judged(["bank-card"], "shop.example", curious).twice


def test_a_persons_own_list_gives_approval(tmp_path):
    (tmp_path / "destinations").mkdir()
    (tmp_path / "destinations" / "mine.yaml").write_text(
        "category: approved\nchecked: 2026-11-22\nhosts: [{host: hotel.example}, {host: tunduk-kg.com}]\n"
    )
    judge = Judge(load(extra=tmp_path), "personal")
    assert judged(["passport"], "booking.hotel.example", judge).action == "note"
    assert judged(["passport"], "booking.hotel.example", judge, names=("other.example",)).twice
    assert (
        judged(["passport"], "tunduk-kg.com", judge).action == "note"
    )  # the person's word stands above the guess


def test_a_cell_that_the_person_changed_is_told_as_theirs():
    judge = PERSONAL.with_changes(Changes(policy="personal", cells={"passport": {"messenger": "block"}}))
    changed, shipped = (judged(["passport"], host, judge) for host in ("discord.com", "mail.google.com"))
    assert (changed.action, changed.because[-1].key) == ("block", "decide.row-own")
    assert (shipped.action, shipped.because[-1].key) == ("ask", "decide.row")


def test_what_a_rule_that_is_off_found_counts_no_more():
    judge = Judge(replace(BOOK, off=frozenset(["some-rule"])), "personal", PERSONAL.where_to)
    assert judged(["passport"], "discord.com", judge).action == "allow"
    both = judged(["passport", finding("bank-card", "card-number")], "discord.com", judge)
    assert [each.kind for each in both.findings] == ["bank-card"]
