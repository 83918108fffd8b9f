"""mitmproxy as a library, with only the add-ons a guard needs.

It costs two thirds of what mitmdump costs for a small request, reads no `~/.mitmproxy`, and cannot be
talked into replaying, rewriting or loading scripts.
"""

import asyncio
import logging
from pathlib import Path
from typing import Any

import certifi
from mitmproxy.addons import (
    block,
    core,
    disable_h2c,
    dns_resolver,
    errorcheck,
    next_layer,
    proxyserver,
    strip_dns_https_records,
    tlsconfig,
    upstream_auth,
)
from mitmproxy.certs import CertStore
from mitmproxy.master import Master
from mitmproxy.options import Options

from sakchy.people import Crowd
from sakchy.service import Service
from sakchy.wire.byname import ByName
from sakchy.wire.chain import Chain
from sakchy.wire.guard import Guard
from sakchy.wire.logout import LogOut
from sakchy.wire.ownpage import OwnPage
from sakchy.wire.stranger import Stranger
from sakchy.wire.who import Who

KEY_BITS = 2048


async def make_master(service: Service, *more: Any) -> Master:
    """A master with the guard in it, not listening yet. `more` add-ons go behind the guard."""
    settings = service.settings
    options = Options(
        listen_host=settings.host,
        listen_port=settings.port,
        confdir=str(authority(service.home)),
        mode=modes(service.crowd, settings.port),
    )
    master = Master(options, event_loop=asyncio.get_running_loop())
    master.addons = Chain(master)
    guard = Guard(service)
    master.addons.add(
        core.Core(),
        block.Block(),
        strip_dns_https_records.StripDnsHttpsRecords(),
        disable_h2c.DisableH2C(),
        proxyserver.Proxyserver(),
        dns_resolver.DnsResolver(),
        next_layer.NextLayer(),
        tlsconfig.TlsConfig(),
        upstream_auth.UpstreamAuth(),
        errorcheck.ErrorCheck(),
        Who(guard),
        ByName(guard),
        OwnPage(guard),
        guard,
        Stranger(guard),
        LogOut(guard),
        *more,
    )
    service.rules.listeners.append(lambda fresh: options.update(mode=modes(fresh.crowd, settings.port)))
    options.update(ssl_verify_upstream_trusted_ca=str(trusted_roots(service.home, settings.extra_ca)))
    logging.getLogger().setLevel(logging.WARNING)  # mitmproxy logs every connection at INFO
    return master


def modes(crowd: Crowd, own: int) -> list[str]:
    """Where the proxy listens: on its own port first, and on those of people who have one for themselves."""
    return ["regular", *(f"regular@{port}" for port in crowd.ports if port != own)]


def authority(home: Path) -> Path:
    """Folder of this install's own certificate authority, made on first use (0700, key 0600)."""
    folder = home / "ca"
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    if not (folder / "mitmproxy-ca.pem").exists():
        CertStore.create_store(
            folder, "mitmproxy", KEY_BITS, organization="Sakchy", cn="Sakchy on this computer"
        )
    return folder


def trusted_roots(home: Path, extra_ca: str) -> Path:
    """Roots that servers are checked against: certifi's, and those the person named in `extra_ca`."""
    if not extra_ca:
        return Path(certifi.where())
    bundle = home / "trusted-roots.pem"
    bundle.write_bytes(Path(certifi.where()).read_bytes() + b"\n" + Path(extra_ca).read_bytes())
    return bundle
