"""Room 3: Parts -> Findings. Found text does not leave this folder unmasked."""
