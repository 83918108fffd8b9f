"""`mitmdump -s addon/guard.py`: the guard inside somebody's own mitmproxy, without installing.

It stands outside the package because mitmproxy puts a script's folder on `sys.path`.
"""

from sakchy.wire.guard import Guard

addons = [Guard()]
