"""Documents without a zone, bank cards, and what looks like them: drawn to train the networks of fronts."""
