"""Papers in pictures: filled questionnaires, medical records, bank requisites, read line by line.

sight -> sheet -> labels of a few lines (nothing asked for: done) -> all lines -> answers -> the text rules
"""

from sakchy.detect.picture.paper.search import Paper, search_paper

__all__ = ["Paper", "search_paper"]
