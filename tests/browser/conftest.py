"""A real Chromium whose proxy is the guard and which trusts the guard's authority, as a person sets it up."""

import base64
import hashlib
import os
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playground import authorities, in_thread
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


@pytest.fixture(scope="module")
def playwright():
    """What drives browsers."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI must bring a Chromium: see .ci/run")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(playwright):
    """A browser that trusts the authority of the guards in this run."""
    flags = [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update",
        f"--ignore-certificate-errors-spki-list={','.join(map(pin, authorities()))}",
    ]  # fmt: skip
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser
    browser.close()


@pytest.fixture
def page(ground, chromium):
    """A page of a person: nothing is left in the browser of what others did, and their guard is its proxy."""
    context = chromium.new_context(proxy={"server": ground.proxy})
    yield context.new_page()
    context.close()


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


def pin(authority: Path) -> str:
    """SHA-256 of the public key of an authority."""
    key = x509.load_pem_x509_certificate(authority.read_bytes()).public_key()
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(key.public_bytes(*form)).digest()).decode()
