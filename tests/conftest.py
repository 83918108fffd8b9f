"""For every test: the keyring of whoever runs them stays untouched."""

import os

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
