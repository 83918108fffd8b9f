"""Room 5: what is done about a verdict. Hold and ask, tell the browser, ring the desktop's bell.

Nothing is imported here: workers need `act.mask` alone, and desk and replies would double what they load.
"""
