"""Every example in the docstrings of this room is true."""

import doctest
import importlib
import pkgutil

import pytest

import closeknit.notices

MODULES = [
    found.name
    for found in pkgutil.walk_packages(closeknit.notices.__path__, "closeknit.notices.")
    if ".migrations" not in found.name
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_is_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
