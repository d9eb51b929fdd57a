"""Questions asked of DynamoDB and, over the same records, of Python; the answers must agree.

Each check is a function of a loaded World that raises AssertionError; CHECKS lists them.
"""

import collections
import concurrent.futures
from decimal import Decimal

from boto3.dynamodb.conditions import Attr, Key

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def every_page(call, **parameters):
    """All items of a paged Query or Scan."""
    items = []
    while True:
        page = call(**parameters)
        items += page.get("Items", [])
        if "LastEvaluatedKey" not in page:
            return items
        parameters["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def count(call, **parameters):
    total = 0
    while True:
        page = call(Select="COUNT", **parameters)
        assert "Items" not in page
        total += page["Count"]
        if "LastEvaluatedKey" not in page:
            return total
        parameters["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def same(world, name, found, expected):
    """The same records, in any order, attribute by attribute."""
    assert len(found) == len(expected), (len(found), len(expected))
    for got, wanted in zip(world.sorted(name, found), world.sorted(name, expected)):
        assert got == wanted, (got, wanted)


def by_country(world):
    groups = collections.defaultdict(list)
    for record in world.records["subdivisions"]:
        groups[record["country"]].append(record)
    return {country: world.sorted("subdivisions", group) for country, group in groups.items()}


@check
def every_table_scans_to_what_was_written(world):
    for name, table in world.table.items():
        same(world, name, every_page(table.scan), world.records[name])


@check
def pages_of_odd_sizes_lose_and_repeat_nothing(world):
    for limit in (1000, 333):
        found = every_page(world.table["subdivisions"].scan, Limit=limit)
        same(world, "subdivisions", found, world.records["subdivisions"])


@check
def parallel_segments_partition_the_tables(world):
    for name, segments in (("subdivisions", 4), ("languages", 3), ("countries", 64)):

        def read(segment):
            return every_page(world.table[name].scan, Segment=segment, TotalSegments=segments, ConsistentRead=True)

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            parts = list(pool.map(read, range(segments)))
        same(world, name, [item for part in parts for item in part], world.records[name])


@check
def every_country_is_found_by_its_key(world):
    for record in world.records["countries"]:
        assert world.table["countries"].get_item(Key={"alpha_2": record["alpha_2"]})["Item"] == record
    assert "Item" not in world.table["countries"].get_item(Key={"alpha_2": "??"})


@check
def batches_find_a_hundred_at_a_time(world):
    table = world.table["subdivisions"].name
    wanted = world.records["subdivisions"][::10]
    found = []
    for start in range(0, len(wanted), 100):
        keys = [world.key("subdivisions", record) for record in wanted[start : start + 100]]
        request = {table: {"Keys": keys}}
        while request:
            answer = world.resource.batch_get_item(RequestItems=request)
            found += answer["Responses"][table]
            request = answer["UnprocessedKeys"]
    same(world, "subdivisions", found, wanted)


@check
def a_query_is_a_country_in_order(world):
    for country, expected in by_country(world).items():
        condition = Key("country").eq(country)
        table = world.table["subdivisions"]
        assert every_page(table.query, KeyConditionExpression=condition) == expected
        backwards = every_page(table.query, KeyConditionExpression=condition, ScanIndexForward=False)
        assert backwards == expected[::-1]


@check
def sort_key_conditions(world):
    table = world.table["subdivisions"]
    for country in ("GB", "FR", "AZ", "SI"):
        group = by_country(world)[country]
        middle, last = group[len(group) // 2]["code"], group[-1]["code"]
        questions = [
            (Key("code").begins_with(f"{country}-A"), lambda code: code.startswith(f"{country}-A")),
            (Key("code").begins_with(f"{country}-0"), lambda code: code.startswith(f"{country}-0")),
            (Key("code").lt(middle), lambda code: code < middle),
            (Key("code").lte(middle), lambda code: code <= middle),
            (Key("code").gt(middle), lambda code: code > middle),
            (Key("code").gte(middle), lambda code: code >= middle),
            (Key("code").between(middle, last), lambda code: middle <= code <= last),
            (Key("code").eq(middle), lambda code: code == middle),
        ]
        for condition, holds in questions:
            found = every_page(table.query, KeyConditionExpression=Key("country").eq(country) & condition, Limit=17)
            assert found == [record for record in group if holds(record["code"])]


@check
def filters_agree_with_python(world):
    questions = [
        ("subdivisions", Attr("type").eq("Province"), lambda r: r["type"] == "Province"),
        ("subdivisions", Attr("type").ne("Province"), lambda r: r["type"] != "Province"),
        ("subdivisions", Attr("parent").exists(), lambda r: "parent" in r),
        ("subdivisions", Attr("parent").not_exists(), lambda r: "parent" not in r),
        ("subdivisions", Attr("name").contains("an"), lambda r: "an" in r["name"]),
        ("subdivisions", Attr("name").contains("é"), lambda r: "é" in r["name"]),
        ("subdivisions", Attr("name").begins_with("San"), lambda r: r["name"].startswith("San")),
        ("subdivisions", Attr("type").is_in(["Region", "State"]), lambda r: r["type"] in ("Region", "State")),
        (
            "subdivisions",
            Attr("name").gte("M") & Attr("name").lt("N") | ~Attr("name").lt("Z"),
            lambda r: "M" <= r["name"] < "N" or r["name"] >= "Z",
        ),
        ("subdivisions", Attr("code").begins_with("US-"), lambda r: r["code"].startswith("US-")),
        ("countries", Attr("numeric").between(100, 300), lambda r: 100 <= r["numeric"] <= 300),
        ("countries", Attr("numeric").lt(8), lambda r: r["numeric"] < 8),
        (
            "countries",
            Attr("official_name").exists() & Attr("common_name").not_exists(),
            lambda r: "official_name" in r and "common_name" not in r,
        ),
        # A flag is two characters outside the basic plane: four UTF-16 units.
        ("countries", Attr("flag").size().eq(4), lambda r: len(r["flag"]) == 2),
        ("languages", Attr("words").contains("Sign"), lambda r: "Sign" in r["words"]),
        ("languages", Attr("words").size().gt(3), lambda r: len(r["words"]) > 3),
        ("languages", Attr("length").gt(25), lambda r: r["length"] > 25),
        ("languages", Attr("words").eq({"Sign", "Language"}), lambda r: r["words"] == {"Sign", "Language"}),
        ("languages", Attr("alpha_2").attribute_type("S"), lambda r: "alpha_2" in r),
    ]
    for name, condition, holds in questions:
        expected = [record for record in world.records[name] if holds(record)]
        same(world, name, every_page(world.table[name].scan, FilterExpression=condition), expected)
        assert count(world.table[name].scan, FilterExpression=condition) == len(expected)


@check
def languages_by_type_in_pages(world):
    expected = collections.Counter(record["type"] for record in world.records["languages"])
    for kind, number in expected.items():
        condition = Key("type").eq(kind)
        assert count(world.table["languages"].query, KeyConditionExpression=condition) == number
        assert count(world.table["languages"].query, KeyConditionExpression=condition, Limit=499) == number
    living = [r for r in world.records["languages"] if r["type"] == "L" and r["scope"] == "M"]
    found = every_page(
        world.table["languages"].query,
        KeyConditionExpression=Key("type").eq("L"),
        FilterExpression=Attr("scope").eq("M"),
        ScanIndexForward=False,
    )
    assert found == sorted(living, key=lambda record: record["alpha_3"], reverse=True)


@check
def projections(world):
    found = every_page(
        world.table["subdivisions"].scan,
        ProjectionExpression="code, #p",
        ExpressionAttributeNames={"#p": "parent"},
    )
    expected = [
        {name: record[name] for name in ("code", "parent") if name in record} for record in world.records["subdivisions"]
    ]
    assert sorted(found, key=lambda record: record["code"]) == sorted(expected, key=lambda record: record["code"])


@check
def paging_back_and_forth_meets_the_same_items(world):
    group = by_country(world)["GB"]
    table, condition = world.table["subdivisions"], Key("country").eq("GB")
    for limit in (7, 50):
        page = table.query(KeyConditionExpression=condition, Limit=limit)
        while "LastEvaluatedKey" in page:
            position = group.index(page["Items"][-1])
            back = table.query(
                KeyConditionExpression=condition,
                Limit=limit,
                ScanIndexForward=False,
                ExclusiveStartKey=page["LastEvaluatedKey"],
            )
            assert back["Items"] == group[max(0, position - limit) : position][::-1]
            page = table.query(
                KeyConditionExpression=condition, Limit=limit, ExclusiveStartKey=page["LastEvaluatedKey"]
            )


@check
def counters_add_up(world):
    """Changes the countries: counts their subdivisions by kind, one update at a time."""
    groups = by_country(world)
    chosen = sorted(groups)[:40]
    for country in chosen:
        for record in groups[country]:
            world.table["countries"].update_item(
                Key={"alpha_2": country},
                UpdateExpression="ADD subdivisions :one, kinds :kind",
                ExpressionAttributeValues={":one": 1, ":kind": {record["type"]}},
            )
    for country in chosen:
        item = world.table["countries"].get_item(Key={"alpha_2": country}, ConsistentRead=True)["Item"]
        assert item["subdivisions"] == Decimal(len(groups[country]))
        assert item["kinds"] == {record["type"] for record in groups[country]}


@check
def deleting_a_country_leaves_the_others(world):
    groups = by_country(world)
    table = world.table["subdivisions"]
    with table.batch_writer() as batch:
        for record in groups["IT"]:
            batch.delete_item(Key=world.key("subdivisions", record))
    assert every_page(table.query, KeyConditionExpression=Key("country").eq("IT"), ConsistentRead=True) == []
    rest = [record for record in world.records["subdivisions"] if record["country"] != "IT"]
    same(world, "subdivisions", every_page(table.scan, ConsistentRead=True), rest)
