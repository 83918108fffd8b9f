"""Texts -> findings: the rules of the rulebook, each in the few places where it can hold."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import chain
from time import thread_time

from sakchy.detect.candidates import Finder, Span, Spans, shared
from sakchy.detect.cards import about_card
from sakchy.detect.compiled import Compiled, compile_rule
from sakchy.detect.fields import KEEP_NAMES, Names, letters
from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.folded import folded, seen
from sakchy.detect.found import Found, confidence, found_at
from sakchy.detect.labelled import LITERALS
from sakchy.detect.mask import mask
from sakchy.detect.medical import medical_record
from sakchy.detect.named import Named
from sakchy.detect.phrases import seed_phrase
from sakchy.detect.public import Public
from sakchy.detect.questionnaire import Details, given, questionnaire
from sakchy.detect.sheet import Sheet
from sakchy.detect.spot import Spot
from sakchy.detect.unfolded import unfolded
from sakchy.model import Finding, Place, Step, Text
from sakchy.rulebook import PublicKey, Rule

TIMEOUT = 0.005
"""Seconds for a pattern in one window; a shipped pattern needs microseconds, a badly written one may not."""
TRIES = 3
"""Of one window, if it was others who took the time."""
BUDGET = 0.04
"""Seconds of CPU for all rules in a message of a million letters or fewer, larger ones have more: a thousand
times what ordinary ones cost, and a dump that is made of their anchors ends here."""
OWN_BUDGET = 0.02
"""So many are left of it however long it took to find where to look: a megabyte of events needs half."""
BUDGETED = 1_000_000
LEAST_BUDGET = 0.001
"""Of which every rule has so many in any case."""
TRIED = 250_000
TRIAL = 0.2
"""In a sheet of so many letters, the part of its time after which a rule's pace tells whether it will come to
its end. In a smaller one it does, or a pause is to blame.
"""
PACE = 0.6
"""Of the pace it would need; a slower one gives up. Some candidates take longer than others."""
MOST_FINDINGS = 50
"""Findings of one rule in one message: enough to decide and to show, and a dump cannot fill the journal."""
BODY = (Step("body"),)
HOMOGLYPHS = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
"""Cyrillic capitals that look like Latin ones: the same passport number typed on either keyboard is one."""


class TextDetector:
    """The text rules of a rulebook, compiled once."""

    def __init__(self, rules: Sequence[Rule], key: bytes, public: Sequence[PublicKey] = ()) -> None:
        """`key` is this installation's fingerprint key, `public` what no rule reports.

        Raises RuleError for a rule that cannot be used.
        """
        compiled = [compile_rule(rule) for rule in rules if not rule.names]
        self.named = Named([rule for rule in rules if rule.names])
        self.key = key
        self.public = Public(public)
        self.finder = Finder(compiled, LITERALS)
        self.at_home = [rule for rule in compiled if rule.rule.fields and not rule.rule.digits]
        self.homes = Names(name for rule in self.at_home for name in rule.rule.fields)
        self.by_field = lru_cache(KEEP_NAMES)(self.rules_for)

    def rules_for(self, field: str) -> tuple[Compiled, ...]:
        """Rules that look into every field of this name."""
        at_home = [rule for rule in self.at_home if field in rule.fields] if field in self.homes else []
        return (*at_home, *self.named.rules_for(field))

    def find(self, texts: Sequence[Text], host: str = "", spots: list[Spot] | None = None) -> list[Finding]:
        """Findings in the texts of one message, at most `MOST_FINDINGS` of a rule, in linear time.

        `host` is where the message goes: a token on the way home (its rule's `home`) is no finding. Where
        each value stands is added to `spots`.
        """
        sheet = unfolded(Sheet(texts))
        best: dict[tuple[str, str, int], Finding] = {}
        literals = self.finder.literals(sheet)
        times, begun = max(1, len(sheet.line) / BUDGETED), thread_time()
        spans = self.spans(sheet, literals)
        until = max(begun + BUDGET * times, thread_time() + OWN_BUDGET * times)
        for rule, places in spans.items():
            if not belongs(rule.rule, host):
                self.apply(rule, sheet, places, best, spots, host=host, until=until)
        details = given(sheet, literals)
        asked = (questionnaire(details, self.key), medical_record(details, self.key)) if details else ()
        if spots is not None:
            spots += [spot for finding in asked if finding for spot in told(finding, details, texts)]
            spots[:] = [placed(spot, sheet, texts) for spot in spots]
        return [*once(best.values()), *filter(None, (*asked, seed_phrase(sheet, self.key)))]

    def spans(self, sheet: Sheet, literals: Collection[str]) -> Spans:
        """Where each rule should look: round its candidates, and in the fields where it is at home."""
        spans = self.finder.spans(sheet, literals)
        named = {*sheet.fields}
        likely = {*self.homes.among(named), *self.named.among(named)}
        homes = {field: rules for field in likely if (rules := self.by_field(field))}
        fields = enumerate(sheet.fields) if homes else ()
        more = [(sheet.bounds(index), asked) for index, field in fields if (asked := homes.get(field))]
        for rule, places in chain(shared(self.named.spans(sheet)).items(), shared(more).items()):
            spans[rule] += places
        return spans

    def apply(
        self,
        rule: Compiled,
        sheet: Sheet,
        places: Sequence[Iterable[Span]],
        best: dict[tuple[str, str, int], Finding],
        spots: list[Spot] | None,
        *,
        host: str = "",
        until: float,
    ) -> None:
        """Add what one rule finds to `best`, which holds the surest finding of each value in each text."""
        count = 0
        for found in search(rule, sheet, merge(*places), until, places):
            sure = confidence(found, rule, sheet) if found else 1.0
            if sure < rule.rule.at_least or (found and self.public.holds(found, sheet, host)):
                continue
            finding = self.finding(rule.rule, found, sure) if found else self.out_of_time()
            slot = (finding.kind, finding.fingerprint, id(found.text) if found else 0)
            if found and spots is not None:
                spots.append(spot(finding, sheet, found.start, found.end))
            if slot not in best or best[slot].confidence < sure:
                best[slot] = finding
            count += 1
            if count == MOST_FINDINGS:
                return

    def finding(self, rule: Rule, found: Found, sure: float) -> Finding:
        """What may leave this room of a found value."""
        return Finding(
            kind=rule.kind,
            rule=rule.id,
            confidence=sure,
            where=found.text.place,
            preview=mask(found.value, rule.keep),
            fingerprint=fingerprint(self.key, rule.kind, normal(found.value)),
            about=about_card(found.value) if rule.kind == "bank-card" else (),
        )

    def out_of_time(self) -> Finding:
        """A pattern ran out of time: said plainly, for the policy to judge."""
        mark = fingerprint(self.key, "not-read", "out-of-time")
        return Finding("not-read", "out-of-time", 1.0, (), "", mark)


def search(
    rule: Compiled,
    sheet: Sheet,
    places: Iterable[Span],
    until: float = 0.0,
    lists: Sequence[Iterable[Span]] = (),
) -> Iterator[Found | None]:
    """Values that a rule's pattern and checks accept round its candidates; None where time ran out.

    `until`: the thread's time at which all rules give up; each has `LEAST_BUDGET` in any case. `lists`: of
    what the candidates were put together.

    A window is searched twice as far as the rule asks, and candidates inside the first half are then
    done: however densely they stand, the work stays linear. A rule that has spent its time gives up, and
    so does one that sees that it will have.
    """
    before, after = rule.rule.window
    done = seen = -1
    begun = thread_time()
    until = max(until, begun + LEAST_BUDGET)
    soon = begun + max(LEAST_BUDGET, (until - begun) * TRIAL) if len(sheet.line) >= TRIED else until
    least = (soon - begun) / (until - begun) * PACE
    for start, end in places:
        if start < done:
            continue
        if (now := thread_time()) > soon:
            if now > until or way(rule, sheet, start, lists) < least:
                yield None
                return
            soon = until
        index = sheet.at(start)
        low, high = sheet.bounds(index)
        done, stop = min(high, end + after), min(high, end + 2 * after)
        try:
            for first, last in secrets(rule, sheet.line, (max(low, start - before), stop), now):
                cut = last == stop < high
                if first > seen and not cut and all(check(sheet.line[first:last]) for check in rule.checks):
                    seen = first
                    yield found_at(sheet, index, first, last)
        except TimeoutError:
            yield None


def way(rule: Compiled, sheet: Sheet, start: int, lists: Sequence[Iterable[Span]]) -> float:
    """How much of what a rule looks at stands before a place: of its candidates, if known, or of all.

    Anchors in one part of the sheet in eight tell for the others: counting takes time, too.
    """
    low, anchors = sheet.low, [anchor.lower() for anchor in rule.rule.anchors]
    part = len(low) // 128 + 1
    every = 8 * sum(low.count(each, at, at + part) for at in range(0, len(low), 8 * part) for each in anchors)
    before = sum(low.count(each, 0, start) for each in anchors)
    for each in lists:
        if isinstance(each, list):
            every, before = every + len(each), before + bisect_left(each, (start, 0))
    return max(start / len(low), before / max(before, every, 1))


def secrets(rule: Compiled, line: str, span: Span, now: float) -> list[Span]:
    """Where a pattern finds values. `now`: the thread's time. Raises TimeoutError once that has run out.

    The library counts by the clock on the wall: on a busy machine others may have had all that time.
    """
    for _ in range(TRIES):
        try:
            return [hit.span("secret") for hit in rule.pattern.finditer(line, *span, timeout=TIMEOUT)]
        except TimeoutError:
            before, now = now, thread_time()
            if now - before > TIMEOUT / 2:
                raise
    raise TimeoutError


def once(findings: Collection[Finding]) -> Iterator[Finding]:
    """Without those in a whole text that the same rule finds in a field of it as surely.

    Lists of settings are both. What other rules find stays: to policies a password in settings is more than
    one in a field for it.
    """
    places: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        places[finding.kind, finding.rule, finding.fingerprint].append(finding)
    for finding in findings:
        same, whole = places[finding.kind, finding.rule, finding.fingerprint], inside(finding)
        if not any(
            len(whole) < len(inside(other))
            and inside(other)[: len(whole)] == whole
            and other.confidence >= finding.confidence
            for other in same
        ):
            yield finding


def inside(finding: Finding) -> Place:
    """Where it stands, if not in the body itself."""
    return () if finding.where == BODY else finding.where


def spot(finding: Finding, sheet: Sheet, start: int, end: int) -> Spot:
    """Where a finding stands, given where it stands on the sheet."""
    index = sheet.at(start)
    low = sheet.bounds(index)[0]
    return Spot((finding.kind, finding.fingerprint), index, start - low, end - low)


def placed(spot: Spot, sheet: Sheet, texts: Sequence[Text]) -> Spot:
    """A spot as it is in the text that was given, where digits may have been folded or stood apart.

    It is put beyond the texts if that cannot be told.
    """
    if spot.index >= len(texts) or sheet.texts[spot.index] is texts[spot.index]:
        return spot
    given, read = texts[spot.index].text, sheet.texts[spot.index].text[spot.start : spot.end]
    start, end = seen(given, spot.start), seen(given, spot.end - 1) + 1
    same = letters(folded(Text((), given[start:end])).text) == letters(read)
    return Spot(spot.mark, spot.index if same else len(texts), start, end)


def told(finding: Finding, details: Details, texts: Sequence[Text]) -> Iterator[Spot]:
    """Where the answers stand that make a questionnaire; one that cannot be told is put beyond the texts."""
    for answer in (answer for said in details.values() for answer in said):
        value, mark = answer.value, (finding.kind, finding.fingerprint)
        index = next((at for at, text in enumerate(texts) if text is answer.text), len(texts))
        start = answer.text.text.find(value)
        alone = start >= 0 and answer.text.text.count(value) == 1
        yield Spot(mark, index if alone else len(texts), start, start + len(value))


def belongs(rule: Rule, host: str) -> bool:
    """Whether a message goes to a domain where the rule's values are at home."""
    return any(host == home or host.endswith(f".{home}") for home in rule.home)


def normal(value: str) -> str:
    """A value as it is compared: without blanks and hyphens, look-alike letters as Latin ones."""
    return "".join(value.split()).replace("-", "").translate(HOMOGLYPHS)
