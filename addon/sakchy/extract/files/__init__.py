"""One reader for each format of file: bytes in, parts and pieces out.

A reader may give up with Stop, or fail in any other way: `known` says then what was not read. Libraries are
imported inside the readers that need them, so that only worker processes ever load them.
"""
