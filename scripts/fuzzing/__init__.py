"""Coverage-guided fuzzing of everything that takes messages apart; see `scripts/fuzz.py`."""
