"""`sakchy check`: what it says of files, in which order, and with which exit code."""

import json

import pytest
from PIL import Image

CARD = "карта 4111 1111 1111 1111"
KEYS = {"path", "findings", "destination", "action", "because"}


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text(CARD, "utf-8")
    return file


@pytest.fixture
def clean(tmp_path):
    file = tmp_path / "clean.txt"
    file.write_text("200 g flour, 2 eggs", "utf-8")
    return file


def test_json_answer_has_the_promised_keys(sakchy, note):
    said = sakchy("check", "--json", "--to", "https://discord.com/im", note)
    (answer,) = said.lines()
    assert said.code == 1
    assert set(answer) == KEYS
    assert set(answer["destination"]) == {"host", "category", "because"}
    (finding,) = answer["findings"]
    assert set(finding) == {"kind", "rule", "confidence", "where", "preview", "about"}
    assert (finding["kind"], finding["preview"]) == ("bank-card", "•••• 1111")
    assert "note.txt" in finding["where"]


def test_found_text_is_nowhere_in_any_output(sakchy, note):
    for options in (["--json"], [], ["--as", "form"], ["--as", "json"], ["--as", "raw"]):
        said = sakchy("check", *options, note)
        assert said.code == 1, options
        assert "4111" not in (said.text + said.errors).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")


def test_clean_file_would_be_sent(sakchy, clean):
    said = sakchy("check", "--json", "--to", "discord.com", clean)
    (answer,) = said.lines()
    assert (said.code, answer["action"], answer["findings"]) == (0, "allow", [])


def test_answers_come_in_the_order_of_the_files(sakchy, note, clean, drive):
    picture = drive / "holiday.jpg"
    files = [picture, note, clean, picture, clean, note] * 2
    said = sakchy("check", "--json", *files)
    assert [line["path"] for line in said.lines()] == [str(file) for file in files]


def test_passport_picture_is_found_in_every_shape_that_carries_it_whole(sakchy, drive):
    for shape in ("multipart", "json", "raw"):
        said = sakchy("check", "--json", "--as", shape, "--to", "https://discord.com", drive / "passport.jpg")
        assert [finding["kind"] for finding in said.lines()[0]["findings"]] == ["passport"], shape


def test_a_bank_gets_what_a_social_network_does_not(sakchy, drive):
    actions = {
        host: sakchy("check", "--json", "--to", host, drive / "passport.jpg").lines()[0]["action"]
        for host in ("https://mbank.kg", "https://www.facebook.com")
    }
    assert actions == {"https://mbank.kg": "allow", "https://www.facebook.com": "block"}


def test_page_counts_for_a_storage_host(sakchy, note):
    said = sakchy(
        "check", "--json", "--to", "https://storage.example.com", "--page", "https://discord.com/im", note
    )
    assert said.lines()[0]["destination"]["category"] == "messenger"


def test_policy_can_be_chosen(sakchy, note):
    personal, shared = (
        sakchy("check", "--to", "discord.com", "--policy", name, note).text
        for name in ("personal", "shared-computer")
    )
    assert personal != shared
    assert "Shared computer" in shared


def test_policy_of_the_settings_is_the_default(sakchy, home, note):
    home.mkdir()
    (home / "settings.yaml").write_text("policy: family\nlanguage: ru\n", "utf-8")
    assert "Семья" in sakchy("check", "--to", "discord.com", note).text


def test_own_destinations_count(sakchy, home, note):
    (home / "destinations").mkdir(parents=True)
    (home / "destinations" / "mine.yaml").write_text(
        "category: approved\nchecked: 2026-11-22\nhosts:\n  - host: notary.example.com\n", "utf-8"
    )
    said = sakchy("check", "--json", "--to", "https://notary.example.com", note)
    assert said.lines()[0]["destination"]["category"] == "approved"


def test_one_unreadable_file_does_not_stop_the_rest(sakchy, note, tmp_path):
    said = sakchy("check", "--json", tmp_path / "absent", tmp_path, note)
    absent, folder, found = said.lines()
    assert said.code == 2
    assert (absent["error"], folder["error"]) == ("No such file or directory", "not a file")
    assert found["findings"]


def test_what_cannot_be_read_alone_is_not_found(sakchy, tmp_path):
    file = tmp_path / "a.rar"
    file.write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(200))
    said = sakchy("check", "--json", file)
    assert said.code == 0
    assert [(each["kind"], each["rule"]) for each in said.lines()[0]["findings"]] == [
        ("not-read", "unknown-format")
    ]


def test_person_reads_what_would_happen_and_why(sakchy, note):
    said = sakchy("check", "--to", "https://discord.com", note)
    head, action, finding, *reasons = said.text.splitlines()
    assert head == f"{note} → discord.com"
    assert action.strip() == "Sakchy would hold this and ask you first."
    assert "•••• 1111" in finding
    assert any("Policy" in line for line in reasons)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["note", "--jsonl", "-"],
        ["note", "--to", "http://["],
        ["note", "--page", "ftp://example.com", "--to", "example.com"],
        ["note", "--as", "carrier-pigeon"],
        ["note", "--policy", "famliy"],
    ],
)
def test_mistakes_end_with_two_and_a_sentence(sakchy, arguments):
    said = sakchy("check", *arguments)
    assert said.code == 2
    assert said.errors.strip()
    assert "Traceback" not in said.errors


def test_misspelt_policy_is_suggested(sakchy, note):
    assert "`family`" in sakchy("check", "--policy", "famliy", note).errors


def test_wrong_settings_are_pointed_at(sakchy, home, note):
    home.mkdir()
    (home / "settings.yaml").write_text("polcy: family\n", "utf-8")
    said = sakchy("check", note)
    assert said.code == 2
    assert "settings.yaml:1:1" in said.errors
    assert "did you mean `policy`?" in said.errors


def test_checking_leaves_nothing_behind(sakchy, home, note):
    sakchy("check", note)
    assert not home.exists()


def test_home_may_stand_before_or_after_the_command(sakchy, tmp_path, note):
    other = tmp_path / "other"
    other.mkdir()
    (other / "settings.yaml").write_text("language: ru\n", "utf-8")
    before, after = sakchy("--home", other, "check", note), sakchy("check", "--home", other, note)
    assert before.text == after.text
    assert "Сакчы задержал бы" in before.text


def test_json_is_english_whatever_the_person_speaks(sakchy, home, note):
    plain = sakchy("check", "--json", note).text
    home.mkdir()
    (home / "settings.yaml").write_text("language: ky\n", "utf-8")
    assert sakchy("check", "--json", note).text == plain
    assert json.loads(plain)["because"][0].startswith("Found")


def test_verified_state_bodies_are_said_to_pass_unopened(sakchy, drive):
    said = sakchy("check", drive / "passport.jpg", "--to", "https://portal.tunduk.kg/upload")
    assert said.code == 1
    assert "sent unopened: portal.tunduk.kg" in said.text
    assert "passport: TD3 KGZ" in said.text


@pytest.mark.parametrize(
    "address", ["http://portal.tunduk.kg", "https://portal.tunduk.kg:8443", "https://discord.com"]
)
def test_what_is_looked_into_is_not_said_to_pass_unopened(sakchy, drive, address):
    assert "unopened" not in sakchy("check", drive / "passport.jpg", "--to", address).text


def test_a_file_damaged_in_two_ways_is_said_once(sakchy, tmp_path):
    file = tmp_path / "half.pdf"
    Image.effect_noise((64, 64), 50).convert("RGB").save(file)
    file.write_bytes(file.read_bytes()[:400])  # the document ends early, and so does the picture in it
    (answer,) = sakchy("check", "--json", file).lines()
    assert len(answer["findings"]) == 2
    assert sakchy("check", file).text.count("Not looked into") == 1
