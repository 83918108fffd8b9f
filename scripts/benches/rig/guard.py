"""A guard in a process of its own that holds what it asks about until it is told to let go.

Run as `python -m benches.rig.guard HOME AUTHORITY ORIGIN_PORT HOST…`: the hosts lead to the origin on that
port, which AUTHORITY (a PEM file) vouches for. Prints the proxy's port; then, for each line it reads,
`held` prints how many messages are under way, `free` answers all of them with "do not send" before that.
"""

import asyncio
import sys
from pathlib import Path

from sakchy.service import Service
from sakchy.settings import Settings
from sakchy.wire.master import make_master
from sakchy.wire.reroute import Reroute

WAIT = 600  # seconds, the longest that settings allow


async def main(home: str, authority: str, port: str, *hosts: str) -> None:
    """Guard until the input ends."""
    chosen = Settings(
        port=0,
        page_port=0,
        notify=False,
        open_page=False,
        language="en",
        wait=WAIT,
        questions=0,
        extra_ca=authority,
    )
    service = Service(Path(home), chosen)
    master = await make_master(service, Reroute(dict.fromkeys(hosts, ("127.0.0.1", int(port)))))
    running = asyncio.ensure_future(master.run())
    await service.started.wait()
    print(service.proxy_port, flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip() == "free":
            await free(service)
        print(service.engine.under_way, flush=True)
    master.shutdown()  # type: ignore[no-untyped-call]
    await running


async def free(service: Service) -> None:
    """Answer until nothing waits any more, and nothing is on its way to the desk."""
    while service.engine.under_way:
        for question in service.desk.waiting():
            service.desk.answer(question.id, send=False)
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
