"""Every example in the core's docstrings is true."""

import doctest
import importlib
import pkgutil

import pytest

import closeknit.core

MODULES = [
    found.name for found in pkgutil.walk_packages(closeknit.core.__path__, "closeknit.core.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_is_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
