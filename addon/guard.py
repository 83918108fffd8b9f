"""`mitmdump -s addon/guard.py`: the guard inside somebody's own mitmproxy, without installing.

It stands outside the package because mitmproxy puts a script's folder on `sys.path`.
"""

from sakchy.wire.byname import ByName
from sakchy.wire.guard import Guard
from sakchy.wire.logout import LogOut
from sakchy.wire.ownpage import OwnPage

guard = Guard()
addons = [ByName(guard), OwnPage(guard), guard, LogOut(guard)]
