"""A rule against its own `match` and `no_match` examples."""

import secrets
from collections.abc import Iterator

from sakchy.detect.compiled import RuleError
from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.text import TextDetector, normal
from sakchy.extract import extract
from sakchy.locale import Catalogue
from sakchy.model import Outgoing, Text
from sakchy.rulebook import Rule


def mistakes(rule: Rule, say: Catalogue) -> Iterator[str]:
    """Examples for which the rule does not do what they say."""
    key = secrets.token_bytes(32)
    try:
        detector = TextDetector((rule,), key)
    except RuleError as error:
        yield str(error)
        return
    for number, match in enumerate(rule.match, 1):
        marks = found(rule, detector, match.text)
        if not marks:
            yield say(
                "cli.rules.missed", name=rule.id, number=number, because=match.because or match.text[:60]
            )
        elif match.secret and fingerprint(key, rule.kind, normal(match.secret)) not in marks:
            yield say("cli.rules.other", name=rule.id, number=number)
    for number, no_match in enumerate(rule.no_match, 1):
        if found(rule, detector, no_match.text):
            yield say("cli.rules.alarm", name=rule.id, number=number, because=no_match.because)


def found(rule: Rule, detector: TextDetector, text: str) -> set[str]:
    """Fingerprints of what the rule finds in a text sent as it stands (JSON is read as JSON)."""
    parts = extract(Outgoing("http", text.encode()))
    findings = detector.find([part for part in parts if isinstance(part, Text)])
    return {finding.fingerprint for finding in findings if finding.rule == rule.id}
