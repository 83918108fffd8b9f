"""Mail and address books: MIME, Outlook, vCard."""

from email.message import EmailMessage
from email.policy import SMTP

from corpus.compound import Node, compound
from corpus.item import Item, carrier


def letter(text: str = "Hello") -> EmailMessage:
    """A letter of nobody to nobody."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "ulgu@mail.example", "kim@mail.example", "Салам"
    message.set_content(text)
    return message


@carrier("text", "bytes", "message/rfc822", "letter.eml")
def eml(item: Item) -> bytes:
    """The letter itself, in whatever transfer encoding its letters need."""
    return letter(item.text).as_bytes()


@carrier("text", "bytes", "message/rfc822", "letter.eml")
def eml_base64(item: Item) -> bytes:
    message = letter()
    message.set_content(item.text, cte="base64")
    return message.as_bytes()


@carrier("words", "bytes", "message/rfc822", "letter.eml")
def eml_subject(item: Item) -> bytes:
    """An encoded word (RFC 2047)."""
    message = letter()
    message.replace_header("Subject", item.text)
    return message.as_bytes()


@carrier("bytes", "bytes", "message/rfc822", "letter.eml")
def eml_attachment(item: Item) -> bytes:
    message = letter()
    kind, _, sub = item.type.partition(";")[0].partition("/")
    kind, sub = ("application", "octet-stream") if kind in ("multipart", "message") else (kind, sub)
    message.add_attachment(item.bytes, kind, sub, filename=item.name)
    return message.as_bytes()


@carrier("bytes", "bytes", "message/rfc822", "letter.eml")
def eml_forwarded(item: Item) -> bytes:
    """A letter with a file, forwarded as an attachment."""
    inner, outer = letter(), letter("see below")
    inner.add_attachment(item.bytes, "application", "octet-stream", filename=item.name)
    outer.add_attachment(inner)
    return outer.as_bytes()


def outlook(*nodes: Node) -> bytes:
    """A message file with an empty property stream ([MS-OXMSG])."""
    return compound(Node("Root Entry", None, [Node("__properties_version1.0", bytes(32)), *nodes]))


@carrier("text", "bytes", "application/vnd.ms-outlook", "letter.msg")
def msg(item: Item) -> bytes:
    """PidTagBody in UTF-16."""
    return outlook(Node("__substg1.0_1000001F", item.text.encode("utf-16-le")))


@carrier("bytes", "bytes", "application/vnd.ms-outlook", "letter.msg")
def msg_attachment(item: Item) -> bytes:
    """PidTagAttachDataBinary with its long file name."""
    name, data = item.name.encode("utf-16-le"), item.bytes
    inside = [Node("__substg1.0_37010102", data), Node("__substg1.0_3707001F", name)]
    return outlook(
        Node("__substg1.0_1000001F", "see the file".encode("utf-16-le")),
        Node("__attach_version1.0_#00000000", None, [Node("__properties_version1.0", bytes(8)), *inside]),
    )


def folded(line: str) -> str:
    """No more than 75 octets a line (RFC 6350, 3.2)."""
    parts, rest = [], line
    while len(rest.encode()) > 75:
        cut = next(size for size in range(75, 0, -1) if len(rest[:size].encode()) <= 74)
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return "\r\n".join([*parts, rest])


def card(*lines: str) -> str:
    """A vCard."""
    return "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", "FN:Ulgu Specimen", *map(folded, lines), "END:VCARD", ""]
    )


@carrier("words", "text", "text/vcard", "ulgu.vcf")
def vcard(item: Item) -> str:
    """A note, folded somewhere in the number."""
    text = item.text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return card("NOTE:" + "a friend of a friend since the school " + text)


@carrier("image", "text", "text/vcard", "ulgu.vcf")
def vcard_photo(item: Item) -> str:
    import base64  # noqa: PLC0415  beside its only use

    return card("PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(item.bytes).decode())
