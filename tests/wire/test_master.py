import os
import stat
from pathlib import Path

import certifi
import pytest

from sakchy.wire.master import authority, trusted_roots


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_authority_belongs_to_this_install_alone(tmp_path):
    folder = authority(tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "mitmproxy-ca.pem").stat().st_mode) == 0o600
    before = (folder / "mitmproxy-ca.pem").read_bytes()
    assert authority(tmp_path) == folder
    assert (folder / "mitmproxy-ca.pem").read_bytes() == before


def test_two_installs_have_two_keys(tmp_path):
    keys = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        keys.append((authority(tmp_path / name) / "mitmproxy-ca.pem").read_bytes())
    assert keys[0] != keys[1]


def test_extra_roots_are_added_to_the_public_ones(tmp_path):
    extra = tmp_path / "office.pem"
    extra.write_text("office root")
    bundle = trusted_roots(tmp_path, str(extra)).read_bytes()
    assert bundle.endswith(b"office root")
    assert Path(certifi.where()).read_bytes() in bundle
    assert str(trusted_roots(tmp_path, "")) == certifi.where()
