"""`sakchy browser-policy`: a policy file that keeps a shared browser from remembering people.

Names and values are those of the browsers' own documentation:
    https://chromeenterprise.google/policies/
    https://learn.microsoft.com/deployedge/microsoft-edge-policies
    https://firefox-admin-docs.mozilla.org/
"""

import base64
import json
import plistlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import click

from sakchy import settings
from sakchy.cli.shared import Install, home_option, install, said

Browser = Literal["chromium", "chrome", "edge", "firefox"]
System = Literal["linux", "windows", "macos"]
BROWSERS: tuple[Browser, ...] = ("chromium", "chrome", "edge", "firefox")
SYSTEMS: tuple[System, ...] = ("linux", "windows", "macos")
CLEARED = (
    "browsing_history", "download_history", "cookies_and_other_site_data", "cached_images_and_files",
    "password_signin", "autofill", "site_settings", "hosted_app_data",
)  # fmt: skip
EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104  compared with, not listened on
NO_PREDICTION = 2  # NetworkPredictionOptions: connect to nothing that was not asked for
NO_SIGNIN = 0  # BrowserSignin
WHERE: dict[tuple[Browser, System], str] = {
    ("chromium", "linux"): "/etc/chromium/policies/managed/sakchy.json",
    ("chrome", "linux"): "/etc/opt/chrome/policies/managed/sakchy.json",
    ("edge", "linux"): "/etc/opt/edge/policies/managed/sakchy.json",
    ("firefox", "linux"): "/etc/firefox/policies/policies.json",
    ("chromium", "macos"): "/Library/Managed Preferences/org.chromium.Chromium.plist",
    ("chrome", "macos"): "/Library/Managed Preferences/com.google.Chrome.plist",
    ("edge", "macos"): "/Library/Managed Preferences/com.microsoft.Edge.plist",
    ("firefox", "macos"): "/Applications/Firefox.app/Contents/Resources/distribution/policies.json",
    ("firefox", "windows"): r"C:\Program Files\Mozilla Firefox\distribution\policies.json",
}
KEYS = {
    "chromium": r"SOFTWARE\Policies\Chromium",
    "chrome": r"SOFTWARE\Policies\Google\Chrome",
    "edge": r"SOFTWARE\Policies\Microsoft\Edge",
}


@click.command("browser-policy", help=said("browser-policy.help"))
@click.argument("browser", type=click.Choice(BROWSERS))
@click.option("--system", type=click.Choice(SYSTEMS), help=said("browser-policy.system"))
@click.option("--output", metavar="FILE", type=click.Path(dir_okay=False), help=said("browser-policy.output"))
@home_option
def browser_policy(browser: Browser, system: System | None, output: str | None) -> None:
    """Write the file, and tell where the browser looks for it."""
    here, system = install(), system or this_system()
    text = written(browser, system, here, authority(here))
    if output:
        Path(output).write_text(text, "utf-8")
    else:
        click.echo(text, nl=False)
    for line in told(browser, system, here):
        click.echo(line, err=True)


def authority(here: Install) -> Path:
    """The certificate that the browser is to trust, made now if the guard never ran."""
    certificate = here.home / "ca" / "mitmproxy-ca-cert.pem"
    if not certificate.exists():
        from sakchy.wire import master  # noqa: PLC0415  mitmproxy takes a second to import

        master.authority(settings.home_folder(here.home))
    return certificate


def this_system() -> System:
    """The system this runs on; what is neither Windows nor macOS does as Linux does."""
    return "windows" if sys.platform == "win32" else "macos" if sys.platform == "darwin" else "linux"


def told(browser: Browser, system: System, here: Install) -> Iterator[str]:
    """Where the file goes, how to see that it works, and what it does not do."""
    say = here.say
    place = WHERE.get((browser, system))
    yield say("cli.browser-policy.place", path=place) if place else say("cli.browser-policy.registry")
    yield say(
        "cli.browser-policy.see", page="about:policies" if browser == "firefox" else f"{browser}://policy"
    )
    if browser != "firefox":
        yield say("cli.browser-policy.certificate")
    yield say("cli.browser-policy.erases")


def written(browser: Browser, system: System, here: Install, certificate: Path) -> str:
    """The whole file."""
    host = "127.0.0.1" if here.settings.host in EVERYWHERE else here.settings.host
    proxy = f"{host}:{here.settings.port}"
    if browser == "firefox":
        return as_json({"policies": firefox(proxy, certificate)})
    policies = chromium(proxy, certificate) if browser != "edge" else edge(proxy, certificate)
    if system == "windows":
        return registry(KEYS[browser], policies)
    return plistlib.dumps(policies).decode() if system == "macos" else as_json(policies)


def family(proxy: str, certificate: Path) -> dict[str, Any]:
    """What all browsers built on Chromium have."""
    return {
        "PasswordManagerEnabled": False,
        "AutofillAddressEnabled": False,
        "AutofillCreditCardEnabled": False,
        "PaymentMethodQueryEnabled": False,
        "SyncDisabled": True,
        "BrowserSignin": NO_SIGNIN,
        "BackgroundModeEnabled": False,
        "NetworkPredictionOptions": NO_PREDICTION,
        "QuicAllowed": False,
        "ProxySettings": {"ProxyMode": "fixed_servers", "ProxyServer": proxy},
        "CACertificates": [der(certificate)],
    }


def chromium(proxy: str, certificate: Path) -> dict[str, Any]:
    """Chromium and Chrome. Clearing on exit wants sync and sign-in off, as they are here."""
    return family(proxy, certificate) | {
        "ImportSavedPasswords": False,
        "ImportAutofillFormData": False,
        "ClearBrowsingDataOnExitList": list(CLEARED),
        "WebRtcIPHandling": "disable_non_proxied_udp",
    }


def edge(proxy: str, certificate: Path) -> dict[str, Any]:
    """Edge, which has two names of its own."""
    return family(proxy, certificate) | {
        "ImportSavedPasswords": False,
        "ImportAutofillFormData": False,
        "ClearBrowsingDataOnExit": True,
        "WebRtcLocalhostIpHandling": "disable_non_proxied_udp",
    }


def firefox(proxy: str, certificate: Path) -> dict[str, Any]:
    """Firefox, which keeps proxy and certificates for itself."""
    return {
        "PasswordManagerEnabled": False,
        "OfferToSaveLogins": False,
        "DisableFormHistory": True,
        "AutofillAddressEnabled": False,
        "AutofillCreditCardEnabled": False,
        "DisableFirefoxAccounts": True,
        "NetworkPrediction": False,
        "SanitizeOnShutdown": {
            "Cache": True, "Cookies": True, "FormData": True, "History": True, "Sessions": True,
            "SiteSettings": True, "OfflineApps": True, "Locked": True,
        },
        "Proxy": {
            "Mode": "manual", "HTTPProxy": proxy, "UseHTTPProxyForAllProtocols": True, "Locked": True,
        },
        "Certificates": {"ImportEnterpriseRoots": True, "Install": [str(certificate)]},
    }  # fmt: skip


def der(certificate: Path) -> str:
    """A PEM certificate's DER in base64, as Chromium wants it: what stands between its lines."""
    inner = re.search(r"-----BEGIN CERTIFICATE-----(.*?)-----END", certificate.read_text("ascii"), re.DOTALL)
    return base64.b64encode(base64.b64decode(inner[1])).decode() if inner else ""


def as_json(policies: dict[str, Any]) -> str:
    """JSON for reading and editing."""
    return json.dumps(policies, indent=2) + "\n"


def registry(key: str, policies: dict[str, Any]) -> str:
    """A file for the Windows registry editor: lists are keys of their own, objects are JSON in a string."""
    lines, lists = [f"[HKEY_LOCAL_MACHINE\\{key}]"], []
    for name, value in policies.items():
        if isinstance(value, list):
            lists += ["", f"[HKEY_LOCAL_MACHINE\\{key}\\{name}]"]
            lists += [f'"{number}"={quoted(each)}' for number, each in enumerate(value, 1)]
        elif isinstance(value, int):  # and bool
            lines.append(f'"{name}"=dword:{int(value):08x}')
        else:
            lines.append(f'"{name}"={quoted(value if isinstance(value, str) else json.dumps(value))}')
    return "\r\n".join(["Windows Registry Editor Version 5.00", "", *lines, *lists, ""])


def quoted(text: str) -> str:
    """A string of a registry file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
