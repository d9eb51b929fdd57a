"""The clock that tests move: what follows it, without waiting for any of it."""

import time

import pytest
from index_parameters import definition, index
from raw_client import RawClient
from table_factory import table_parameters
from values import s

pytestmark = pytest.mark.own_server

NEW_YEAR = 1767225600  # 2026-01-01T00:00:00Z
FROZEN_AT_NEW_YEAR = {"set": "2026-01-01T00:00:00Z", "freeze": True}
TABLE = {
    "TableName": "Table",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}


def test_the_clock_is_the_machines_until_it_is_moved(admin):
    before = time.time() * 1000
    clock = admin.clock()
    assert before - 1 <= clock["epochMillis"] <= time.time() * 1000 + 1
    assert list(clock) == ["now", "epochMillis", "frozen", "scale", "offsetMillis"]
    assert (clock["frozen"], clock["scale"], clock["offsetMillis"]) == (False, 1, 0)


def test_creation_date_time_follows_the_clock(admin):
    admin.clock(**FROZEN_AT_NEW_YEAR)
    assert admin.api.ok("CreateTable", TABLE)["TableDescription"]["CreationDateTime"] == NEW_YEAR
    admin.clock(advance="25h")
    later = admin.api.ok("CreateTable", {**TABLE, "TableName": "Later"})["TableDescription"]
    assert later["CreationDateTime"] == NEW_YEAR + 25 * 3600
    assert admin.api.ok("DescribeTable", {"TableName": "Table"})["Table"]["CreationDateTime"] == NEW_YEAR


def test_the_date_header_follows_the_clock(admin):
    admin.clock(**FROZEN_AT_NEW_YEAR)
    assert admin.request("GET", "clock")[2]["Date"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    admin.clock(advance="90s")
    assert admin.request("GET", "clock")[2]["Date"] == "Thu, 01 Jan 2026 00:01:30 GMT"


def test_a_frozen_clock_stands_still_and_goes_on(admin):
    frozen = admin.clock(set=1000, freeze=True)
    assert frozen["now"] == "1970-01-01T00:00:01.000Z"
    assert {**admin.clock(), "offsetMillis": 0} == {**frozen, "offsetMillis": 0}
    assert admin.clock(advance="500ms")["epochMillis"] == 1500
    resumed = admin.clock(freeze=False)
    assert resumed["frozen"] is False
    assert 1500 <= resumed["epochMillis"] < 61_500


def test_a_scaled_clock_runs_faster(admin):
    begin = time.monotonic()
    start = admin.clock(scale=1_000_000)["epochMillis"]
    real = time.monotonic()
    now = start
    while now - start < 1_000_000:  # a quarter of an hour, within a millisecond
        now = admin.clock()["epochMillis"]
        assert time.monotonic() - real < 10
    assert now - start <= (time.monotonic() - begin + 1) * 1e9
    assert admin.clock(scale=1)["scale"] == 1


def test_reset_takes_everything_back(admin):
    admin.clock(set="2030-01-01T00:00:00Z", scale=5, freeze=True)
    clock = admin.clock(reset=True)
    assert (clock["frozen"], clock["scale"], clock["offsetMillis"]) == (False, 1, 0)


def test_an_idempotency_token_lapses(admin):
    admin.api.ok("CreateTable", TABLE)
    admin.clock(freeze=True)
    add_one = {
        "TableName": "Table",
        "Key": {"pk": s("counter")},
        "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    transaction = {"TransactItems": [{"Update": add_one}], "ClientRequestToken": "token"}

    def counter():
        return admin.api.ok("GetItem", {"TableName": "Table", "Key": {"pk": s("counter")}})["Item"]["n"]["N"]

    admin.api.ok("TransactWriteItems", transaction)
    admin.clock(advance="9m")
    admin.api.ok("TransactWriteItems", transaction)
    assert counter() == "1"
    admin.clock(advance="2m")
    admin.api.ok("TransactWriteItems", transaction)
    assert counter() == "2"


@pytest.fixture
def with_index(admin):
    """A table whose index has just been asked for."""
    admin.api.ok("CreateTable", table_parameters("Table", "pk:S", "sk:S"))
    admin.api.ok("PutItem", {"TableName": "Table", "Item": {"pk": s("p"), "sk": s("1"), "g": s("x")}})
    admin.clock(freeze=True)
    update = {
        "TableName": "Table",
        "GlobalSecondaryIndexUpdates": [{"Create": index("by-g", "g")}],
        "AttributeDefinitions": [definition("g")],
    }
    admin.api.ok("UpdateTable", update)
    return admin


def index_state(admin):
    table = admin.api.ok("DescribeTable", {"TableName": "Table"})["Table"]
    one = table["GlobalSecondaryIndexes"][0]
    return table["TableStatus"], one["IndexStatus"], one.get("Backfilling")


def test_statuses_end_when_the_clock_is_advanced(with_index):
    assert index_state(with_index) == ("UPDATING", "CREATING", False)
    with_index.clock(advance="599s")
    assert index_state(with_index) == ("UPDATING", "CREATING", False)
    with_index.clock(advance="1s")
    assert index_state(with_index) == ("ACTIVE", "CREATING", True)
    with_index.clock(advance="10m")
    assert index_state(with_index) == ("ACTIVE", "ACTIVE", None)


def test_one_jump_over_everything_due_does_all_of_it(with_index):
    with_index.clock(advance="25h")
    assert index_state(with_index) == ("ACTIVE", "ACTIVE", None)
    query = {
        "TableName": "Table",
        "IndexName": "by-g",
        "KeyConditionExpression": "g = :x",
        "ExpressionAttributeValues": {":x": s("x")},
    }
    assert with_index.api.ok("Query", query)["Count"] == 1


def test_a_table_with_an_index_under_way_can_be_reset(with_index):
    assert with_index.reset() == 1
    with_index.api.ok("CreateTable", table_parameters("Table", "pk:S", "sk:S"))
    with_index.clock(advance="25h")
    assert "GlobalSecondaryIndexes" not in with_index.api.ok("DescribeTable", {"TableName": "Table"})["Table"]


def test_the_clock_moves_for_all_clients_before_the_call_returns(admin):
    other = RawClient(admin.endpoint)
    for day in range(1, 20):
        admin.clock(set=f"2026-01-{day:02}T00:00:00Z", freeze=True)
        table = other.ok("CreateTable", {**TABLE, "TableName": f"Table{day}"})["TableDescription"]
        assert table["CreationDateTime"] == NEW_YEAR + (day - 1) * 86400
    other.close()


@pytest.mark.parametrize(
    "change, message",
    [
        ({"advance": "1y"}, "advance must be a duration such as 500ms, 90s, 15m, 25h or 30d"),
        ({"set": "tomorrow"}, "set must be a time such as 2026-01-01T00:00:00Z, or milliseconds since 1970"),
        (
            {"scale": 0},
            "out of bounds: times lie between the years 1970 and 9999, scales between 0.001 and 1000000",
        ),
        ({"pause": True}, "unknown member 'pause': there are advance, set, freeze, scale and reset"),
    ],
)
def test_what_is_no_change_changes_nothing(admin, change, message):
    assert admin.request("POST", "clock", change)[:2] == (400, {"error": message})
    assert admin.clock()["offsetMillis"] == 0


def test_an_item_with_time_to_live_expires_when_its_time_has_come(admin):
    admin.clock(**FROZEN_AT_NEW_YEAR)
    names = {"pk": "S", "g": "S"}
    admin.api.ok("CreateTable", {
        **TABLE,
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind} for name, kind in names.items()],
        "GlobalSecondaryIndexes": [{
            "IndexName": "by-g",
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        }],
    })  # fmt: skip
    admin.api.ok("UpdateTimeToLive", {
        "TableName": "Table", "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "expires"},
    })  # fmt: skip
    month = 30 * 24 * 3600
    for pk, expires in [("soon", NEW_YEAR + month), ("later", NEW_YEAR + month + 1)]:
        item = {"pk": s(pk), "g": s("g"), "expires": {"N": str(expires)}}
        admin.api.ok("PutItem", {"TableName": "Table", "Item": item})

    def stored(**where):
        return sorted(item["pk"]["S"] for item in admin.api.ok("Scan", {"TableName": "Table", **where})["Items"])

    admin.clock(advance="30d")
    assert stored() == stored(IndexName="by-g") == ["later", "soon"]  # not before its second has passed
    admin.clock(advance="1s")
    assert stored() == stored(IndexName="by-g") == ["later"]
    described = admin.api.ok("DescribeTable", {"TableName": "Table"})["Table"]
    assert (described["ItemCount"], described["GlobalSecondaryIndexes"][0]["ItemCount"]) == (1, 1)
    admin.clock(advance="25h")
    assert stored() == stored(IndexName="by-g") == []
