"""Whoever only reads the words of the measures pays for no library of numbers."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "scipy", "networkx", "igraph")


@pytest.mark.parametrize(
    "does",
    [
        "import closeknit.core.measures",
        "import closeknit.cli",
        "from closeknit.core.measures import measure, key_people, meeting_groups, cut_points\n"
        "from closeknit.core.network import Network, Person, link\n"
        "few = tuple(Person(key, key) for key in 'abcde')\n"
        "measure(Network('Maya', few, frozenset({link('a', 'b')})))\n"
        "many = tuple(Person(f'p{i}', f'p{i}', gives={'talk'}) for i in range(50))\n"
        "maya = Network('Maya', many, frozenset({link('p0', 'p1')}))\n"
        "key_people(maya), meeting_groups(maya), cut_points(maya)",
    ],
    ids=["the measures are imported", "the command starts", "few people, or no paths, are asked"],
)
def test_numpy_is_not_loaded_when(does):
    code = f"import sys\n{does}\nsys.exit(', '.join(m for m in {HEAVY!r} if m in sys.modules) or 0)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
