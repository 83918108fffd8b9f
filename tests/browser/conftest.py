"""A real Chromium whose proxy is the guard and which trusts the guard's authority, as a person sets it up."""

import base64
import hashlib
import os
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playground import in_thread
from playwright.sync_api import sync_playwright
from websites import CHROMIUM, EVIL, Site

from sakchy.web.address import OWN_ORIGIN


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def ground(tmp_path, request):
    """A guard before a site: `PLAY` of the test's module says which."""
    with in_thread(tmp_path, play=getattr(request.module, "PLAY", Site)) as ground:
        yield ground


@pytest.fixture
def page(ground, tmp_path):
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI must bring a Chromium: see .ci/run")
        pytest.skip("no Chromium on this machine")
    flags = [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update",
        "--proxy-bypass-list=<-loopback>", f"--ignore-certificate-errors-spki-list={','.join(pins(ground))}",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=flags, proxy={"server": ground.proxy}
        )
        yield browser.pages[0]
        browser.close()


@pytest.fixture
def evil(page):
    """A page of a site that means harm."""
    page.goto(f"{EVIL}/")
    return page


@pytest.fixture
def own(ground, page):
    """The guard's own page in another tab of the same browser, with the person inside."""
    tab = page.context.new_page()
    tab.goto(f"{OWN_ORIGIN}/enter?token={ground.service.app.state.site.sessions.launch()}")
    tab.wait_for_selector("a.phrase")
    return tab


def pins(ground) -> list[str]:
    """SHA-256 of the public keys of the guard's authority and of the origin's (for what is not decrypted)."""
    files = [ground.home / "ca" / "mitmproxy-ca-cert.pem", ground.origin.authority]
    keys = [x509.load_pem_x509_certificate(file.read_bytes()).public_key() for file in files]
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return [base64.b64encode(hashlib.sha256(key.public_bytes(*form)).digest()).decode() for key in keys]
