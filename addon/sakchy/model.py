"""The nouns. Everything that crosses from one room to the next is one of these frozen values.

    wire -> Outgoing -> extract -> Part -> detect -> Finding -> decide -> Verdict -> act -> Event -> record

Nothing in here can show found text: a Finding carries a masked preview and a keyed fingerprint only.
"""

from typing import Literal, TypeAlias

import msgspec

Carrier = Literal["http", "websocket", "file"]
Action = Literal["allow", "note", "warn", "ask", "block"]
ACTIONS: tuple[Action, ...] = ("allow", "note", "warn", "ask", "block")  # mildest first; the strongest wins

Outcome = Literal[
    "allowed", "noted", "warned", "observed", "paused", "sent", "masked",
    "refused", "expired", "dismissed", "blocked",
]  # fmt: skip
"""What became of a message. `sent`, `masked` (sent without what was found), `refused`, `expired` (nobody
answered) and `dismissed` (the client went away) follow a question, `paused` went by while the person had the
guard paused, `observed` would have been asked about or stopped, but the policy only observes; the others
follow the policy alone."""


class Value(msgspec.Struct, frozen=True):
    """Base of all values between rooms: immutable, comparable, picklable."""


class Why(Value, frozen=True):
    """One step of an explanation: a key of the locale catalogue and what to fill in.

    Kept as key and values, not as a sentence, so that the page, the journal, the command line and the
    notification can show the same reason in the language of whoever reads it.
    """

    key: str
    values: tuple[tuple[str, str], ...] = ()


class Target(Value, frozen=True):
    """Where a message is going, as far as the wire can tell; `decide` judges it."""

    scheme: str
    host: str
    port: int
    names: tuple[str, ...] = ()
    """Other names the sender gave for it: Host header or :authority, SNI. They must agree to earn trust."""
    page: str | None = None
    """Host of the page it comes from (Origin, else Referer)."""
    navigates: bool = False
    """True when a page is being opened, not a file or message uploaded by one."""


class Apart(Value, frozen=True):
    """A body that lies in a file of its own, because it is too large for memory."""

    size: int
    digest: str
    """Hex SHA-256 of what lies there."""
    cut: "UnreadReason | None" = None
    """Why it goes on beyond that: such a message cannot be held, for the rest is still on its way."""


class Outgoing(Value, frozen=True):
    """One message about to leave. Header names are lower case; `body` is exactly what would be sent."""

    carrier: Carrier
    body: bytes
    method: str = "POST"
    path: str = "/"
    """Request target with its query, as sent."""
    headers: tuple[tuple[str, str], ...] = ()
    target: Target | None = None
    apart: Apart | None = None
    """Set if `body` is empty because it lies elsewhere."""
    who: str = ""
    """Who sends it, where people are told apart."""

    @property
    def size(self) -> int:
        """Bytes of the body, as far as it is known."""
        return self.apart.size if self.apart else len(self.body)

    def header(self, name: str) -> str:
        """First value of a header (lower-case name), or an empty string."""
        return next((value for key, value in self.headers if key == name), "")


StepKind = Literal[
    "path", "query", "header", "form", "json", "text", "file", "message", "base64", "body", "page"
]  # fmt: skip


class Step(Value, frozen=True, gc=False):
    """One step on the way to a place inside a message: `form field "scan"`, `file "passport.jpg"`.

    Steps, texts and pieces are not looked through for garbage (`gc=False`): none can hold itself, and there
    may be a hundred thousand of them.
    """

    kind: StepKind
    name: str = ""


Place: TypeAlias = tuple[Step, ...]


class Text(Value, frozen=True, gc=False):
    """A piece of text with the name of the field it stood in (`card.number`, `items[3].id`, or empty)."""

    place: Place
    text: str
    field: str = ""


class Picture(Value, frozen=True):
    """Bytes that begin like a picture: the detector decodes them, at the scale it needs."""

    place: Place
    data: bytes


UnreadReason = Literal["unknown-format", "too-large", "no-room", "too-many", "too-dense", "too-deep",
                       "broken", "encrypted", "out-of-time", "worker-lost", "error"]  # fmt: skip


class Unread(Value, frozen=True):
    """Something that could not be looked at, said plainly; the policy's row `not-read` judges it."""

    place: Place
    reason: UnreadReason
    digest: str = ""
    """Hex SHA-256 of the bytes that were not read, for joining retries; empty if not known."""


SampleFormat = Literal["finger", "face", "iris", "body", "dicom"]
"""`body`: hand, voice, signature and whatever else ISO/IEC 19794 describes."""


class Sample(Value, frozen=True):
    """Bytes whose format alone tells what they are: a fingerprint's template, a picture from a hospital."""

    place: Place
    format: SampleFormat
    digest: str
    """Hex SHA-256 of the bytes."""


Part: TypeAlias = Text | Picture | Unread | Sample


class Finding(Value, frozen=True):
    """Something personal that was recognised. Safe to show, log and store: nothing found stands in it."""

    kind: str
    """One of `rules/kinds.yaml`."""
    rule: str
    """Id of the rule or recogniser that found it; for `not-read` the UnreadReason."""
    confidence: float
    """0 to 1."""
    where: Place
    preview: str
    """Masked: `•••• 1111`."""
    fingerprint: str
    """Keyed hash of the normalised value; equal values on this machine have equal fingerprints."""
    about: tuple[Why, ...] = ()
    """What else may be said of it: that a card's number is one for tests, what a questionnaire asks for."""


class Destination(Value, frozen=True):
    """A judged Target."""

    host: str
    category: str
    """One of the columns of the policy grid (`rules/categories.yaml`)."""
    site: str = ""
    """Registrable domain, for showing big and for joining questions."""
    insecure: bool = False
    """The connection is not encrypted: the column `insecure` is looked up in addition."""
    because: tuple[Why, ...] = ()


class Verdict(Value, frozen=True):
    """What the policy says about these findings going to this destination, and why."""

    action: Action
    findings: tuple[Finding, ...]
    destination: Destination
    because: tuple[Why, ...]
    policy: str
    twice: bool = False
    """The question wants a second confirmation."""
    strict: bool = False
    """Strict tier: remember nothing, show no preview."""
    who: str = ""
    """Whose message it is, where people are told apart."""


class Event(Value, frozen=True):
    """A line of the journal: a verdict and what became of it."""

    id: str
    at: float
    """Seconds since 1970, UTC."""
    verdict: Verdict
    outcome: Outcome
    carrier: Carrier
    method: str
    size: int
    """Bytes of the body."""
