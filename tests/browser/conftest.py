"""A real Chromium whose proxy is the guard and which trusts the guard's authority, as a person sets it up."""

import base64
import hashlib
import os
import shutil

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playground import in_thread
from playwright.sync_api import sync_playwright

from sakchy.wire.origin import ANSWER, Origin

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGE = b"""<!doctype html><meta charset=utf-8><title>Site</title>
<form method=post action=/form enctype=multipart/form-data>
  <input type=file name=scan><input name=note value="salam"><button>Post</button></form>
<script>
async function upload(name) {
  const body = new FormData(); body.append("scan", document.querySelector("input").files[0]);
  try { const r = await fetch("/api/" + name, {method: "POST", body}); return [r.status, await r.text()]; }
  catch (error) { return [0, String(error)]; }
}
async function say(text) {
  const r = await fetch("/chat", {method: "POST", headers: {"content-type": "application/json"},
                                  body: JSON.stringify({message: text})});
  return [r.status, await r.text()];
}
</script>"""


class Site(Origin):
    """An origin with one page that uploads, chats and posts a form."""

    def answer(self, head: bytes) -> bytes:
        if not head.startswith(b"GET / "):
            return ANSWER
        kind = b"content-type: text/html; charset=utf-8\r\n"
        return b"HTTP/1.1 200 OK\r\n" + kind + b"content-length: %d\r\n\r\n" % len(PAGE) + PAGE


@pytest.fixture
def ground(tmp_path):
    with in_thread(tmp_path, play=Site) as ground:
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


def pins(ground) -> list[str]:
    """SHA-256 of the public keys of the guard's authority and of the origin's (for what is not decrypted)."""
    files = [ground.home / "ca" / "mitmproxy-ca-cert.pem", ground.origin.authority]
    keys = [x509.load_pem_x509_certificate(file.read_bytes()).public_key() for file in files]
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return [base64.b64encode(hashlib.sha256(key.public_bytes(*form)).digest()).decode() for key in keys]
