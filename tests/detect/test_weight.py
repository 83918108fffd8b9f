from sakchy.detect.weight import BIRTH, DIGITS, SEEDS, added


def test_bits_are_united_and_words_counted():
    both = added(BIRTH | 5 << SEEDS, DIGITS | BIRTH | 7 << SEEDS)
    assert both == BIRTH | DIGITS | 12 << SEEDS
    assert added(both, 0) == both
