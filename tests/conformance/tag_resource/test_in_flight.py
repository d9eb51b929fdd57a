"""Changes of tags that take a while to show."""

import pytest
from lasting_statuses import Table, in_use, minute_server

pytestmark = pytest.mark.own_server

BLUE = {"Key": "team", "Value": "blue"}
RED = {"Key": "team", "Value": "red"}
OTHER = {"Key": "other", "Value": "1"}


@pytest.fixture(scope="module")
def server():
    with minute_server() as server:
        yield server


@pytest.fixture
def table(server):
    return Table(server, Tags=[BLUE])


def tag(table, *tags):
    return table.server.api.call("TagResource", {"ResourceArn": table.created["TableArn"], "Tags": list(tags)})


def untag(table, *keys):
    return table.server.api.call("UntagResource", {"ResourceArn": table.created["TableArn"], "TagKeys": list(keys)})


def tags(table):
    return table.server.api.ok("ListTagsOfResource", {"ResourceArn": table.created["TableArn"]})["Tags"]


def being_updated(table):
    return "LimitExceededException", f"Subscriber limit exceeded: Table tags are being updated: {table.name}"


def test_a_change_shows_when_it_ends(table):
    assert tag(table, RED).status == 200
    assert tags(table) == [BLUE]
    assert table.status() == "ACTIVE"
    table.wait()
    assert tags(table) == [RED]
    assert untag(table, "team").status == 200
    assert tags(table) == [RED]
    table.wait()
    assert tags(table) == []


def test_other_changes_are_refused_meanwhile(table):
    assert tag(table, OTHER).status == 200
    assert tag(table, RED).error == being_updated(table)
    assert tag(table, BLUE).error == being_updated(table)
    assert untag(table, "other").error == being_updated(table)
    assert table.call("DeleteTable").error == in_use(f"Table tags are being updated: {table.name}")
    table.wait()
    assert tags(table) == [BLUE, OTHER]
    assert tag(table, RED).status == 200


def test_a_request_with_all_pairs_in_flight_passes(table):
    assert tag(table, OTHER, RED).status == 200
    assert tag(table, RED).error == being_updated(table)
    assert tag(table, RED, OTHER).status == 200
    assert tag(table, RED, {"Key": "third", "Value": "3"}, OTHER).status == 200
    table.wait()
    assert tags(table) == [RED, OTHER, {"Key": "third", "Value": "3"}]


def test_a_removal_in_flight_refuses_all(table):
    assert untag(table, "team").status == 200
    assert untag(table, "team").error == being_updated(table)
    assert tag(table, OTHER).error == being_updated(table)


def test_what_changes_nothing_holds_nothing(table):
    assert tag(table, BLUE).status == 200
    assert untag(table, "missing").status == 200
    assert tag(table, OTHER).status == 200
