from sakchy.decide.letters import mixed, skeleton, sound, spelt


def test_names_that_look_the_same_have_one_skeleton():
    assert skeleton("rnbаnk") == skeleton("mbank") == "mbank"
    assert skeleton("tündük") == skeleton("tunduk")
    assert skeleton("mbank") != skeleton("nbank")


def test_names_that_sound_the_same_have_one_sound():
    assert sound("doscredo") == sound("doskredo")
    assert sound("yandex") == sound("iandeks")
    assert sound("elldik") == sound("eldik")
    assert sound("eldik") != sound("bakai")


def test_letters_of_two_alphabets_are_told_apart():
    assert mixed("tунduk")
    assert not mixed("тундук")
    assert not mixed("тундук-24")
    assert not mixed("tündük")


def test_cyrillic_is_spelt_as_in_passports():
    assert spelt("түндүк") == "tunduk"
    assert spelt("жаңыча") == "zhanycha"
    assert spelt("tunduk") == "tunduk"
