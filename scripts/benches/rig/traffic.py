"""What the client sends: ordinary requests in which nothing personal stands, no two of them alike."""

import json
import random
from collections.abc import Callable
from urllib.parse import urlencode

from benches.rig.client import Request

BROWSER = (
    (
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    ),
    ("accept-language", "ky,ru;q=0.9,en;q=0.8"),
    ("accept-encoding", "gzip, deflate, br, zstd"),
    ("sec-ch-ua", '"Chromium";v="140", "Not=A?Brand";v="24"'),
    ("sec-ch-ua-mobile", "?0"),
    ("sec-ch-ua-platform", '"Linux"'),
    ("sec-fetch-site", "same-origin"),
    ("sec-fetch-mode", "cors"),
    ("sec-fetch-dest", "empty"),
    ("cookie", "theme=dark; lang=ky; session=c2Vzc2lvbi1vZi10aGUtYmVuY2g; seen=12.48.3"),
)
WORDS = """
    апельсин базар бала гүл дарыя жаз китеп көл күн мектеп нан тоо үй шаар ыр
    вечер город дорога зима книга лето музыка озеро письмо поезд работа школа яблоко
    answer bridge cloud delivery evening garden holiday kitchen letter market picture river ticket window
""".split()  # noqa: SIM905  words are easier to read without quotes
KILOBYTE = 1024
BOUNDARY = b"----WebKitFormBoundaryq7Tn2LxVb0aKd9Rw"


def gets(count: int, draw: random.Random, port: int) -> list[Request]:
    """Searches with a short query."""
    return [request("GET", f"/search?{urlencode(query(draw))}", port) for _ in range(count)]


def query(draw: random.Random) -> dict[str, object]:
    """The parameters of a search."""
    return {"q": words(draw, 2), "page": draw.randrange(1, 40), "sort": "price", "utm_source": "newsletter"}


def posts(count: int, draw: random.Random, port: int) -> list[Request]:
    """Bodies of about 1 KB, JSON and form in turn."""
    return [(json_post if index % 2 else form_post)(draw, port) for index in range(count)]


def json_post(draw: random.Random, port: int) -> Request:
    """A shop's order as its page sends it."""
    items = [{"sku": f"{draw.randrange(16**6):06x}", "name": words(draw, 2), "quantity": draw.randrange(1, 9),
              "price": draw.randrange(50, 9000)} for _ in range(4)]  # fmt: skip
    order = {"id": f"{draw.getrandbits(128):032x}", "at": 1_760_000_000_000 + draw.randrange(10**10),
             "items": items, "express": draw.random() < 0.5, "comment": ""}  # fmt: skip
    order["comment"] = filling(draw, KILOBYTE - len(encode_json(order)), lambda text: len(text.encode()))
    return request("POST", "/api/orders", port, "application/json", encode_json(order))


def form_post(draw: random.Random, port: int) -> Request:
    """A message in a site's contact form."""
    form = {"csrf": f"{draw.getrandbits(128):032x}", "topic": words(draw, 2), "rating": draw.randrange(1, 6),
            "reply_to": f"visitor{draw.randrange(1000)}@mail.example", "text": ""}  # fmt: skip
    form["text"] = filling(draw, KILOBYTE - len(urlencode(form)), lambda text: len(urlencode({"": text})))
    return request("POST", "/contact", port, "application/x-www-form-urlencoded", urlencode(form).encode())


def encode_json(value: object) -> bytes:
    """JSON as a browser's `JSON.stringify` writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def filling(draw: random.Random, room: int, size: Callable[[str], int]) -> str:
    """Words that take up `room` bytes once encoded."""
    text = ""
    while size(text) < room:
        text += words(draw, 1) + " "
    return text


def words(draw: random.Random, count: int) -> str:
    """Some words, language at random."""
    return " ".join(draw.choices(WORDS, k=count))


def uploads(count: int, draw: random.Random, port: int, photos: list[bytes]) -> list[Request]:
    """Multipart uploads of photographs, each file different from all before it."""
    return [upload(draw, port, photos[index % len(photos)]) for index in range(count)]


def upload(draw: random.Random, port: int, photo: bytes) -> Request:
    """A picture with its title."""
    name = f"IMG_{draw.randrange(10000):04d}.jpg".encode()
    parts = [b"", b'content-disposition: form-data; name="title"', b"", words(draw, 3).encode(),
             b'content-disposition: form-data; name="photo"; filename="' + name + b'"',
             b"content-type: image/jpeg", b"", unlike(photo, draw)]  # fmt: skip
    title, file = b"\r\n".join(parts[:4]), b"\r\n".join(parts[4:])
    body = b"--" + BOUNDARY + title + b"\r\n--" + BOUNDARY + b"\r\n" + file + b"\r\n--" + BOUNDARY + b"--\r\n"
    return request("POST", "/photos", port, f"multipart/form-data; boundary={BOUNDARY.decode()}", body)


def unlike(photo: bytes, draw: random.Random) -> bytes:
    """The same picture in other bytes: a comment segment (ITU-T T.81, B.2.4.5) after the JPEG's start."""
    comment = draw.randbytes(16)
    return photo[:2] + b"\xff\xfe" + (2 + len(comment)).to_bytes(2, "big") + comment + photo[2:]


def request(method: str, path: str, port: int, content_type: str = "", body: bytes = b"") -> Request:
    """The bytes of a request as Chromium would send it to the origin on `port`."""
    fields = [("host", f"127.0.0.1:{port}"), *BROWSER, ("referer", f"https://127.0.0.1:{port}/")]
    if content_type:
        fields += [("origin", f"https://127.0.0.1:{port}"), ("content-type", content_type),
                   ("content-length", str(len(body)))]  # fmt: skip
    head = "\r\n".join([f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields)])
    return Request(head.encode() + b"\r\n\r\n" + body, len(body))
