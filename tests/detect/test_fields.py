import pytest

from sakchy.detect.fields import (
    CROWD,
    Names,
    is_anything,
    is_message,
    parent,
    plain,
    unnumbered,
    written_key,
)

CARD = Names(("card-number", "cc", "pan"))


@pytest.mark.parametrize(
    "name", ["cardNumber", "card_number", "card[number]", "payment.card.number", "CC", "a[3].pan"]
)
def test_a_name_is_known_with_or_without_its_path(name):
    assert name in CARD


@pytest.mark.parametrize("name", ["", "timespan", "company.pan_id", "account", "cc_email", "cardnumbers"])
def test_other_names_are_not(name):
    assert name not in CARD


def test_plain_drops_case_indices_and_punctuation():
    assert plain("Items[3].Card-Number") == ("cardnumber", "itemscardnumber")
    assert plain("[0]") == ("", "")
    assert plain("x" * 10_000)[0] == "x" * 200


def test_items_of_a_list_share_a_name():
    assert unnumbered("items[12].k[3]") == unnumbered("items[7].k[0]") == "items[].k[]"
    assert unnumbered("card[number]") == "card[number]"
    assert plain(unnumbered("a[3]b")) == plain("a[3]b")


def test_no_names_know_nothing():
    assert "" not in Names(())
    assert "cardnumber" not in Names(())


def test_parent_is_the_object_around():
    assert parent("a.b[3].cvc") == "a.b[3]"
    assert parent("card[cvc]") == "card"
    assert parent("cvc") == ""


def test_where_people_write():
    assert is_message("chat.Message")
    assert is_message("")
    assert not is_message("[0]")
    assert is_anything("value")
    assert not is_anything("order_id")


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('{"a": 1, "pan": "', '"}', "pan"),
        ('{\\"pan\\":\\"', '\\"}', "pan"),
        ('{"pan":', ",", "pan"),
        ("x=1&pan=", "&y=2", "pan"),
        ("<Payment><CardNum>", "</CardNum>", "CardNum"),
        ('form-data; name="card_no"\n\n', "\n--edge", "card_no"),
        ("карта: <b>", "</b>", None),
        ("карта: ", ", рахмат", None),
        ('{"text": "карта ', '"}', None),
        ('{"pan": "', " and more", None),
    ],
)
def test_the_name_written_before_a_value(before, after, key):
    assert written_key(before, after) == key


def test_of_many_names_those_that_may_be_known_are_told():
    names = Names(["card", "card number"])
    few = ["card", "x"]
    assert names.among(few) is few
    many = [f"k{each}" for each in range(CROWD)]
    assert [*names.among(many)] == []
    told = ["CARD", "mycardnumber", "a.card", "card[1]"]
    assert names.among([*many, *told, "7", "a.b"]) == [*told, "a.b"]
    assert all(field in names for field in told)
