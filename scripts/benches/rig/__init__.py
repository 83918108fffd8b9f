"""Tools of the proxy benches: origin, client, traffic, photographs, the proxies, and their CPU time."""
