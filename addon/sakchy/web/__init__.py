"""The guard's own page: questions, history, and the command line's way in. Loopback only."""

from sakchy.web.app import launch_link, listen, make_app, serve

__all__ = ["launch_link", "listen", "make_app", "serve"]
