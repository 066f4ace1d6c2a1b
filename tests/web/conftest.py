"""A filled store for the tests that look at pages."""

import pytest


@pytest.fixture
def filled(db):
    from filled_store import fill

    return fill()
