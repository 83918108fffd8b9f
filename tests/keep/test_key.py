"""The key: in a file, or in the keyring of the system; never two of them."""

import keyring
import pytest
from keyring.backend import KeyringBackend

from sakchy import settings
from sakchy.keep import key
from sakchy.yamlfile import FileError


class Store(KeyringBackend):
    """A keyring in memory."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.held, self.open = {}, True

    def get_password(self, service, username):
        if not self.open:
            raise keyring.errors.KeyringLocked
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        del self.held[service, username]


class Forgetful(Store):
    """Takes everything and gives nothing back."""

    def get_password(self, service, username):
        return None


class Plain(Store):
    """A keyring that is but a file."""

    priority = 0.5


@pytest.fixture
def use():
    before = keyring.get_keyring()
    yield lambda backend: keyring.set_keyring(backend) or backend
    keyring.set_keyring(before)


def test_without_a_keyring_the_key_stays_in_its_file(tmp_path):
    made = key.fingerprint_key(tmp_path)
    assert len(made) == 32
    assert not key.move(tmp_path, "system")
    assert key.where(tmp_path) == "file"
    assert key.fingerprint_key(tmp_path) == made


def test_it_moves_into_the_keyring_and_back(tmp_path, use):
    store = use(Store())
    made = key.fingerprint_key(tmp_path)
    assert key.move(tmp_path, "system")
    assert made not in (tmp_path / key.NAME).read_bytes()
    assert list(store.held.values()) == [made.hex()]
    assert key.where(tmp_path) == "system"
    assert key.move(tmp_path, "system")
    assert len(store.held) == 1
    assert key.fingerprint_key(tmp_path) == made
    assert key.move(tmp_path, "file")
    assert (tmp_path / key.NAME).read_bytes() == made


def test_a_closed_keyring_is_said_and_no_second_key_is_made(tmp_path, use):
    store = use(Store())
    made = key.fingerprint_key(tmp_path)
    key.move(tmp_path, "system")
    before = (tmp_path / key.NAME).read_bytes()
    store.open = False
    with pytest.raises(FileError, match="keyring"):
        key.fingerprint_key(tmp_path)
    with pytest.raises(FileError, match="keyring"):
        key.move(tmp_path, "file")
    assert (tmp_path / key.NAME).read_bytes() == before
    store.open = True
    assert key.fingerprint_key(tmp_path) == made


@pytest.mark.parametrize("backend", [Forgetful, Plain])
def test_a_keyring_that_is_none_is_not_used(tmp_path, use, backend):
    use(backend())
    made = key.fingerprint_key(tmp_path)
    assert not key.move(tmp_path, "system")
    assert key.fingerprint_key(tmp_path) == made


def test_files_are_replaced_whole_with_their_mode(tmp_path):
    settings.secret(tmp_path, "x")
    key.replace(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"new"
    assert (tmp_path / "x").stat().st_mode & 0o077 == 0
    assert len(list(tmp_path.iterdir())) == 1
