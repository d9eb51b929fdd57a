"""ReturnValues, ConsumedCapacity and ItemCollectionMetrics of PutItem."""

import pytest
from values import l, m, n, s


def test_all_old(client, tables, key):
    put = {"TableName": tables.s, "ReturnValues": "ALL_OLD"}
    assert "Attributes" not in client.put_item(Item={"pk": s(key), "v": n(1)}, **put)
    assert client.put_item(Item={"pk": s(key), "v": n(2)}, **put)["Attributes"] == {"pk": s(key), "v": n(1)}


def test_none(client, tables, key):
    for _ in range(2):
        answer = client.put_item(TableName=tables.s, Item={"pk": s(key)}, ReturnValues="NONE")
        assert "Attributes" not in answer


def units(client, table, item, **options):
    return client.put_item(TableName=table, Item=item, ReturnConsumedCapacity="TOTAL", **options)["ConsumedCapacity"][
        "CapacityUnits"
    ]


@pytest.mark.parametrize(
    "value, expected",
    [
        (l(*[s("aa")] * 500), 2),
        (l(*[s("aa")] * 1500), 5),
        (l(*[s("aa")] * 3000), 9),
        (l(*[s("aa")] * 130000), 381),
        (m(**{f"k{i}": s("v") for i in range(800)}), 5),
        (l(*[m(a=s("b"))] * 500), 4),
        (m(**{f"k{i}": l(s("b")) for i in range(500)}), 5),
        (s("x"), 1),
    ],
    ids=lambda value: str(value)[:30],
)
def test_units_of_a_new_item(client, tables, key, value, expected):
    # The check vectors were measured on small keys; `key` stays small against a unit of 1 KB.
    assert units(client, tables.s, {"pk": s(key[:8]), "data": value}) == expected
    client.delete_item(TableName=tables.s, Key={"pk": s(key[:8])})


@pytest.mark.parametrize("size, expected", [(1024, 1), (1025, 2), (2048, 2), (2049, 3)])
def test_units_at_the_edge(client, tables, key, size, expected):
    item = {"pk": s(key), "v": s("x" * (size - len("pk") - len(key) - len("v")))}
    assert units(client, tables.s, item) == expected


def test_the_larger_of_old_and_new_counts(client, tables, key):
    large = {"pk": s(key), "v": s("x" * (20 * 1024 - len(key) - 3))}
    small = {"pk": s(key), "v": s("x" * 900)}
    assert units(client, tables.s, large) == 20
    assert units(client, tables.s, small) == 20
    assert units(client, tables.s, small) == 1


def test_shape(client, tables, key):
    def consumed(mode):
        return client.put_item(TableName=tables.s, Item={"pk": s(key)}, ReturnConsumedCapacity=mode).get(
            "ConsumedCapacity"
        )

    assert consumed("NONE") is None
    assert consumed("TOTAL") == {"TableName": tables.s, "CapacityUnits": 1.0}
    assert consumed("INDEXES") == {"TableName": tables.s, "CapacityUnits": 1.0, "Table": {"CapacityUnits": 1.0}}


def test_no_collection_metrics_without_a_local_index(client, tables, key):
    answer = client.put_item(TableName=tables.s, Item={"pk": s(key)}, ReturnItemCollectionMetrics="SIZE")
    assert "ItemCollectionMetrics" not in answer
