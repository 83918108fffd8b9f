import pytest

from sakchy.detect.passwords import chance, mixed, password, setting


@pytest.mark.parametrize("value", ["Kok-Boru7", "AlaToo2000", "whiteduke", "un!techwhooah"])
def test_a_word_of_somebodys_own_is_a_password(value):
    assert password(value)


@pytest.mark.parametrize(
    "value",
    [
        "request.form['x']",
        "getPassword()",
        "this->secret",
        "/run/secrets/db",
        "https://shop.internal",
        "ulgu@shop.internal",
        "+996 555 000000",
        "required",
        "забыли",
        "aaaaaa",
    ],
)
def test_source_text_addresses_and_labels_are_none(value):
    assert not password(value)


@pytest.mark.parametrize("value", ["Kok-Boru7", "AlaToo2000", "s!mply", "4ian1234"])
def test_a_mixture_is_no_word(value):
    assert mixed(value)


@pytest.mark.parametrize("value", ["Manas", "open_sesame", "kok-boru", "проснулся.", "2026"])
def test_words_and_numbers_are_no_mixture(value):
    assert not mixed(value)


@pytest.mark.parametrize("value", ["aB3cD4eF5gaB3cD4", "hunter2hunter2", "a-long.one!with#signs"])
def test_a_secret_setting(value):
    assert setting(value)


@pytest.mark.parametrize(
    "value",
    [
        "your-key-here",
        "created_at",
        "PRODUCTION_KEY",
        "server.pem",
        "/etc/ssl/key",
        "xxxxxxxxxxxxxxxx",
        "bc877b20-f135-4c13-a266-8ed26b8f0f4b",
    ],
)
def test_a_setting_that_names_a_thing_is_none(value):
    assert not setting(value)


def test_what_chance_makes():
    assert chance("a1b2c3d4")
    assert chance("aBcDeFgH")
    assert not chance("required-by-the-server")


def test_a_long_word_is_no_maze():
    assert setting("quietmorningriver" * 9 + "7!")  # trying every cut would never end
