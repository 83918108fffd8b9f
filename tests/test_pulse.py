from sakchy.pulse import LAST, Pulse


def test_nothing_yet():
    assert Pulse().quantiles() == (0, 0.0, 0.0)


def test_half_and_nearly_all():
    pulse = Pulse()
    for number in reversed(range(101)):
        pulse.took(number / 1000)
    assert pulse.quantiles() == (101, 0.05, 0.095)


def test_only_the_last_ones_are_kept():
    pulse = Pulse()
    for number in range(LAST + 10):
        pulse.took(number)
    count, half, _ = pulse.quantiles()
    assert (count, min(pulse.seconds)) == (LAST, 10)
    assert half > 10
