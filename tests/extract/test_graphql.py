"""Literals inside GraphQL queries, and files named by their variable."""

import json

from sakchy.extract import extract
from sakchy.extract.graphql import read
from sakchy.extract.piece import Piece
from sakchy.model import Outgoing, Picture, Step, Text

QUERY = """mutation Pay($x: Int) {
  pay(input: {card: {number: "4111 1111 1111 1111", cvv: 123},
  note: \"\"\"мой "паспорт" AN1234567\"\"\"}) { id }
}"""
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8


def test_literals_have_the_names_of_their_arguments():
    found = {part.field: part.text for part in read(Piece(QUERY))}
    assert found["input.card.number"] == "4111 1111 1111 1111"
    assert found["input.card.cvv"] == "123"
    assert found["input.note"] == 'мой "паспорт" AN1234567'
    assert "mutation" in found[""]


def test_in_json_with_variables():
    body = json.dumps({"operationName": "Pay", "query": QUERY, "variables": {"card": {"pin": "4321"}}})
    found = {part.field: part.text for part in extract(Outgoing("http", body.encode()))}
    assert found["query.input.card.number" if "query.input.card.number" in found else "input.card.number"]
    assert found["variables.card.pin"] == "4321"


def test_queries_without_literals_and_other_text_are_left():
    for text in ("query A($id: ID!) { user(id: $id) { name } }", "{ hello }", "query?"):
        assert read(Piece(text)) is None


def test_files_are_named_by_their_variable():
    def part(name, data, more=b""):
        return b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n' % (name, more, data)

    body = b"".join(
        [
            part(
                b"operations",
                b'{"query":"mutation($f: Upload!){up(f:$f){id}}","variables":{"passport":null}}',
            ),
            part(b"map", b'{"0":["variables.passport"]}'),
            part(b"0", JPEG, b'; filename="a.jpg"'),
            b"--b--\r\n",
        ]
    )
    found = extract(Outgoing("http", body, headers=(("content-type", "multipart/form-data; boundary=b"),)))
    places = [part.place for part in found if isinstance(part, Picture)]
    assert places == [(Step("form", "variables.passport"), Step("file", "a.jpg"))]
    assert all(isinstance(part, Text | Picture) for part in found)
