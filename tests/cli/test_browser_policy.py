"""Policy files for browsers: what stands in them, for every browser and system."""

import base64
import json
import plistlib
import re

import pytest
from cryptography import x509

from sakchy.cli.browser_policy import BROWSERS, KEYS, SYSTEMS, WHERE
from sakchy.settings import home_folder
from sakchy.wire.master import authority as make_authority


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A folder with a certificate authority, made once."""
    home = home_folder(tmp_path_factory.mktemp("home") / "sakchy")
    make_authority(home)
    return home


@pytest.fixture
def policy(sakchy, authority):
    def written(*words):
        said = sakchy("browser-policy", *words, "--home", authority)
        assert said.code == 0
        return said

    return written


@pytest.mark.parametrize("browser", ["chromium", "chrome", "edge"])
def test_nothing_is_remembered(policy, browser):
    said = policy(browser, "--system", "linux")
    got = json.loads(said.text)
    off = (
        "PasswordManagerEnabled",
        "AutofillAddressEnabled",
        "AutofillCreditCardEnabled",
        "BackgroundModeEnabled",
    )
    assert [got[name] for name in off] == [False] * 4
    assert got["SyncDisabled"] is True
    cleared = got["ClearBrowsingDataOnExit"] if browser == "edge" else got["ClearBrowsingDataOnExitList"]
    assert cleared is True or {"password_signin", "autofill", "browsing_history"} < set(cleared)
    assert got["ProxySettings"] == {"ProxyMode": "fixed_servers", "ProxyServer": "127.0.0.1:8080"}
    assert WHERE[browser, "linux"] in said.errors
    assert f"{browser}://policy" in said.errors


def test_the_certificate_is_the_one_of_this_install(policy, authority):
    (given,) = json.loads(policy("chromium", "--system", "linux").text)["CACertificates"]
    mine = x509.load_pem_x509_certificate((authority / "ca" / "mitmproxy-ca-cert.pem").read_bytes())
    assert x509.load_der_x509_certificate(base64.b64decode(given)) == mine


def test_firefox(policy, authority):
    got = json.loads(policy("firefox", "--system", "windows").text)["policies"]
    assert (got["PasswordManagerEnabled"], got["DisableFormHistory"]) == (False, True)
    assert got["SanitizeOnShutdown"]["Cookies"] is got["SanitizeOnShutdown"]["Locked"] is True
    assert got["Proxy"]["HTTPProxy"] == "127.0.0.1:8080"
    assert got["Certificates"]["Install"] == [str(authority / "ca" / "mitmproxy-ca-cert.pem")]


def test_registry_file(policy):
    said = policy("edge", "--system", "windows")
    lines = said.text.replace("\r\n", "\n").split("\n")
    assert lines[0] == "Windows Registry Editor Version 5.00"
    assert f"[HKEY_LOCAL_MACHINE\\{KEYS['edge']}]" in lines
    assert '"PasswordManagerEnabled"=dword:00000000' in lines
    assert '"SyncDisabled"=dword:00000001' in lines
    (proxy,) = (line for line in lines if line.startswith('"ProxySettings"'))
    inner = re.fullmatch(r'"ProxySettings"="(.*)"', proxy)[1].replace('\\"', '"')
    assert json.loads(inner)["ProxyServer"] == "127.0.0.1:8080"
    assert f"[HKEY_LOCAL_MACHINE\\{KEYS['edge']}\\CACertificates]" in lines
    assert "registry" in said.errors


def test_property_list(policy):
    got = plistlib.loads(policy("chrome", "--system", "macos").text.encode())
    assert got["PasswordManagerEnabled"] is False
    assert got["BrowserSignin"] == 0


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("browser", BROWSERS)
def test_every_browser_on_every_system_has_a_place(policy, browser, system):
    told = policy(browser, "--system", system).errors
    assert WHERE.get((browser, system), "registry") in told


def test_a_file_is_written_and_the_proxy_is_that_of_the_settings(policy, authority, tmp_path):
    (authority / "settings.yaml").write_text("port: 9999\nhost: 0.0.0.0\n")
    said = policy("chromium", "--system", "linux", "--output", tmp_path / "policy.json")
    (authority / "settings.yaml").unlink()
    assert said.text == ""
    assert (
        json.loads((tmp_path / "policy.json").read_text())["ProxySettings"]["ProxyServer"] == "127.0.0.1:9999"
    )


def test_a_guard_that_never_ran_gets_its_authority(sakchy, home):
    assert sakchy("browser-policy", "firefox").code == 0
    assert (home / "ca" / "mitmproxy-ca-cert.pem").exists()
