"""Reasons as sentences in three languages."""

import datetime as dt
import re
from typing import get_args

import pytest
from msgspec.structs import replace

from sakchy.decide import Judge, addresses, explain, explain_verdict
from sakchy.decide.about import about
from sakchy.decide.byname import stopped
from sakchy.decide.policy import CELLS
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Finding, Target, UnreadReason, Why
from sakchy.rulebook import Changes, DestinationList, Host, load

BOOK = load()
JUDGE = Judge(BOOK, "personal")
OLD = DestinationList(
    category="known",
    checked=dt.date(2026, 11, 22),
    hosts=(Host(host="old.example", evidence="old"),),
)
ADDRESSES = (
    "https://tunduk.kg@a.example", "1.2.3.4", "ibank.kicb.net", "mbamk.kg", "\u043cbank.kg", "okcdn.ru",
    "old.example", "https://me@x.example/",
)  # fmt: skip


def verdict(kind, rule, target):
    return JUDGE.verdict([Finding(kind, rule, 0.9, (), "", "f")], JUDGE.destination(target))


def test_a_verdict_in_english():
    held = verdict(
        "medical-record", "diagnosis", Target("https", "store.example", 443, page="wetransfer.com")
    )
    assert explain_verdict(held, "en", BOOK) == [
        "Found: medical record (rule diagnosis).",
        "It would go to store.example (file sharing service).",
        "It is sent from a page of wetransfer.com (file sharing service), so it counts as going there.",
        "Policy “Personal computer”, row “medical record”, column “file sharing service”: ask first.",
        "This is especially sensitive (medical record), so a question is confirmed twice.",
    ]


def test_a_verdict_in_russian_and_kyrgyz():
    held = verdict("not-read", "worker-lost", Target("https", "mail.ru", 443))
    assert explain_verdict(held, "ru", BOOK)[0] == "Не удалось заглянуть внутрь: читающий процесс прервался."
    assert explain_verdict(held, "ky", BOOK)[-1] == (
        "«Жеке компьютер» эрежелер топтому, «окулбаган мазмун» сабы, "
        "«электрондук почта» тилкеси: адегенде суроо."
    )


NAMES = [
    *(("row", kind) for kind in (*BOOK.kinds, "not-read/encrypted")),
    *(("column", c) for c in BOOK.categories),
]
NAMES += [*(("cell", cell) for cell in CELLS), *(("policy", name) for name in BOOK.policies)]
SENTENCE = {"policy": "personal", "row": "passport", "column": "mail", "cell": "ask"}
ALL = [Why("decide.row", tuple((SENTENCE | {key: value}).items())) for key, value in NAMES]
ALL += [Why("decide.not-read", (("reason", reason),)) for reason in get_args(UnreadReason)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_is_left_in_a_sentence(language):
    say = catalogue(language)
    ids = "|".join(
        i for i in (*BOOK.kinds, *BOOK.categories, *get_args(UnreadReason), "ask-twice") if "-" in i
    )
    for why in ALL:
        assert not re.search(rf"[“«]({ids})[”»]|: ({ids})\.$", explain(why, say, BOOK)), why


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_knows_any_more_stays_as_it_was(language):
    values = (("policy", "gone"), ("row", "old-kind/rule-1"), ("column", "moon"), ("cell", "shout"))
    sentence = explain(Why("decide.row", values), catalogue(language), BOOK)
    assert all(word in sentence for word in ("gone", "old-kind/rule-1", "moon", "shout"))


HTTPS = [
    "portal.tunduk.kg", "outlook.live.com", "tunduk-kg.com", "gооgle-x.example", "127.0.0.1", "x.example",
]  # fmt: skip
TARGETS = [
    None,
    *(Target("https", host, 443) for host in HTTPS),
    Target("http", "portal.tunduk.kg", 80),
    Target("https", "portal.tunduk.kg", 443, names=("x.example",)),
    Target("https", "x.example", 443, page="t.me"),
]


def test_every_key_that_the_judge_uses_has_a_sentence_and_no_other_is_there():
    keys = {why.key for why in JUDGE.verdict([], JUDGE.destination(None)).because}
    shared = Judge(BOOK, "shared-computer")
    keys |= {why.key for why in stopped(shared.grid, shared.where_to, "mbank.kg").because}
    changed = JUDGE.with_changes(Changes(policy="personal", cells={"passport": {"unknown": "ask"}}))
    keys |= {
        why.key
        for why in changed.verdict(
            verdict("passport", "error", None).findings, JUDGE.destination(None)
        ).because
    }
    older = Judge(replace(BOOK, destinations=(*BOOK.destinations, OLD)), "personal")
    for address in ADDRESSES:
        known = about(older, addresses.address(address))
        keys |= {why.key for why in known.told}
        assert all(explain(why, catalogue(language), BOOK) for why in known.told for language in LANGUAGES)
    for target in TARGETS:
        for kind in ("passport", "medical-record", "not-read", "unheard-of"):
            held = verdict(kind, "error", target)
            keys |= {why.key for why in held.because}
            assert all(all(explain_verdict(held, language, BOOK)) for language in LANGUAGES)
    sentences = {
        ".".join(key.split(".")[:2]) for key in catalogue("en").sentences if key.startswith("decide.")
    }
    assert keys == sentences - {"decide.cell", "decide.reason", "decide.remembered"}
