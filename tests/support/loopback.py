"""Clients that know what browsers know: every name under localhost is this computer (RFC 6761, 6.3)."""

import httpx


def here(request: httpx.Request) -> httpx.Request:
    """The same request, to 127.0.0.1; its Host header still has the name."""
    url = request.url.copy_with(host="127.0.0.1")
    return httpx.Request(
        request.method, url, headers=request.headers, stream=request.stream, extensions=request.extensions
    )


class Loopback(httpx.HTTPTransport):
    """For `httpx.Client`."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return super().handle_request(here(request))


class AsyncLoopback(httpx.AsyncHTTPTransport):
    """For `httpx.AsyncClient`."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await super().handle_async_request(here(request))
