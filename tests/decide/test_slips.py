from sakchy.decide.slips import doubled, slips


def test_every_slip_of_one_letter_is_written_out():
    made = set(slips("optima"))
    assert {"opptima", "otpima", "optma", "optlma", "optjma"} <= made
    assert "bakai" not in made
    assert "optimx" not in made


def test_short_names_have_fewer_slips():
    assert set(slips("kicb")) == {"kkicb", "kiicb", "kiccb", "kicbb", "ikcb", "kcib", "kibc"}
    assert set(slips("esb")) == set(doubled("esb")) == {"eesb", "essb", "esbb"}
    assert set(slips("ab")) == set()
