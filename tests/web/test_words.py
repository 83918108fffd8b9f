from sakchy.web.words import cap, marked


def test_marked_words_are_code_and_nothing_else_gets_through():
    assert marked("use `sakchy scan` & <b>") == "use <code>sakchy scan</code> &amp; &lt;b&gt;"
    assert marked("`<script>`") == "<code>&lt;script&gt;</code>"
    assert marked("one ` alone") == "one ` alone"


def test_a_capital_at_the_beginning_alone():
    assert cap("паспорт ID") == "Паспорт ID"
    assert cap("") == ""
