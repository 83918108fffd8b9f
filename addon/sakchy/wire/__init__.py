"""Room 1: flow, WebSocket message or file -> Outgoing. The only importer of mitmproxy."""
