"""Sakchy: a guard that looks at what a browser is about to send, explains, and asks before it leaves."""

__version__ = "0.1.0"
