import pytest


@pytest.fixture(autouse=True)
def start_of_workers():
    """True ones."""
