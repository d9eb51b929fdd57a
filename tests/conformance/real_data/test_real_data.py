"""The real-data program, check by check, under pytest."""

import pytest
from real_data import records
from real_data.checks import CHECKS
from real_data.world import World

pytestmark = pytest.mark.skipif(not records.DIRECTORY.exists(), reason="the iso-codes package is not installed")


@pytest.fixture(scope="module")
def world(resource):
    world = World(resource)
    world.load()
    yield world
    world.remove()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_check(world, check):
    check(world)


@pytest.mark.own_server
def test_item_counts_are_exact(world):
    # Runs last: one check has deleted the subdivisions of Italy.
    for name in ("countries", "languages"):
        world.table[name].reload()
        assert world.table[name].item_count == len(world.records[name])
    remaining = [record for record in world.records["subdivisions"] if record["country"] != "IT"]
    world.table["subdivisions"].reload()
    assert world.table["subdivisions"].item_count == len(remaining)
