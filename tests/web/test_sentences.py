import html

from sakchy.locale import LANGUAGES, catalogue
from sakchy.web.sentences import rooms, with_blanks


async def test_every_sentence_of_every_language_stands_there(page, book):
    async with page.browser() as client:
        text = html.unescape((await client.get("/sentences")).text)
    plain = text.replace("<code>{", "{").replace("}</code>", "}")
    for language in LANGUAGES:
        assert [key for key, said in catalogue(language).sentences.items() if f">{said}<" not in plain] == []
        assert all(getattr(kind.harm, language) in text for kind in book.kinds.values())
        assert all(getattr(policy.title, language) in text for policy in book.policies.values())


async def test_blanks_are_marked_and_letters_escaped():
    assert with_blanks("a <b> {n} c") == "a &lt;b&gt; <code>{n}</code> c"
    assert with_blanks("") == ""


def test_each_room_has_its_own_sentences_in_order():
    for name, lines in rooms().items():
        keys = [line.key for line in lines]
        assert keys == sorted(keys)
        assert all(key.startswith(f"{name}.") for key in keys)
