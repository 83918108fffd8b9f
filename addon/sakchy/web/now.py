"""The first page: what waits, what was missed, what happened last."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.web.site import inside, language_of, show, site_of
from sakchy.web.views import event_view, question_view

LAST = 8  # events on the page


@inside
async def now(request: Request) -> Response:
    """What waits, what was missed, what happened last."""
    site, language = site_of(request), language_of(request)
    policy = site.rulebook.policies.get(site.settings.policy)
    last = await asyncio.to_thread(site.journal.read, LAST)
    return show(
        request,
        "now.html",
        waiting=[question_view(each, language, site.rulebook) for each in site.desk.waiting()],
        missed=[question_view(each, language, site.rulebook) for each in site.desk.missed()],
        events=[event_view(each, language, site.rulebook) for each in last],
        policy=getattr(policy.title, language) if policy else site.settings.policy,
        trouble=site.journal.trouble,
    )


ROUTES = [Route("/", now)]
