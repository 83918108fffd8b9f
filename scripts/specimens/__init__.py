"""Drawn pictures for tests and for `sakchy try`: invented documents, and scenes that are none.

Everything is drawn here from formulas and two free fonts; no photograph and no person stands behind it.
"""
