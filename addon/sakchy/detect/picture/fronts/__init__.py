"""Documents without a zone, and bank cards: what their faces look like and what is printed on them.

sight -> search -> sheet -> words -> printed -> reading -> labels, numbers -> evidence
"""

from sakchy.detect.picture.fronts.evidence import Front
from sakchy.detect.picture.fronts.search import search_front

__all__ = ["Front", "search_front"]
