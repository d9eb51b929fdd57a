"""Items that are older than an index, and cannot be in it."""

import time

import pytest
from index_writes import HASH_TOO_LONG, empty_in_put, empty_in_update, type_mismatch
from values import expect_invalid, n, s

BAD_VALUES = [
    (n(1), type_mismatch("g", "S", "N", "by-g"), type_mismatch("g", "S", "N", "by-g")),
    (s(""), empty_in_put("g", "by-g"), empty_in_update()),
    (s("x" * 2049), HASH_TOO_LONG, HASH_TOO_LONG),
]


@pytest.fixture
def change_index(client):
    """Creates or deletes the index by-g, and waits until that is done."""

    def change(table, **action):
        client.update_table(
            TableName=table,
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "g", "AttributeType": "S"},
            ],
            GlobalSecondaryIndexUpdates=[action],
        )
        pause = 0.01
        while True:
            description = client.describe_table(TableName=table)["Table"]
            indexes = description.get("GlobalSecondaryIndexes", [])
            settled = all(found["IndexStatus"] == "ACTIVE" for found in indexes)
            if settled and len(indexes) == ("Create" in action) and description["TableStatus"] == "ACTIVE":
                return
            time.sleep(pause)
            pause = min(5, pause * 2)

    return change


def test_items_older_than_the_index(client, new_table, change_index):
    table = new_table("pk:S")
    for i, (value, _, _) in enumerate(BAD_VALUES):
        client.put_item(TableName=table, Item={"pk": s(str(i)), "g": value})
    client.put_item(TableName=table, Item={"pk": s("good"), "g": s("g")})
    change_index(
        table,
        Create={
            "IndexName": "by-g",
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        },
    )

    for i, (value, in_put, in_update) in enumerate(BAD_VALUES):
        key = {"pk": s(str(i))}

        def update(expression, **values):
            return client.update_item(
                TableName=table,
                Key=key,
                UpdateExpression=expression,
                ExpressionAttributeValues={f":{name}": literal for name, literal in values.items()},
                ReturnValues="ALL_NEW",
                ReturnConsumedCapacity="INDEXES",
            )

        # What an update leaves as it is, it is not asked about; the item is in no index.
        updated = update("SET x = :x", x=n(i))
        assert updated["Attributes"] == {**key, "g": value, "x": n(i)}
        assert "GlobalSecondaryIndexes" not in updated["ConsumedCapacity"]
        expect_invalid(in_update, update, "SET g = :g", g=value)
        expect_invalid(in_put, client.put_item, TableName=table, Item={**key, "g": value})
        # A good value takes the item into the index.
        assert update("SET g = :g", g=s("new"))["ConsumedCapacity"]["GlobalSecondaryIndexes"] == {
            "by-g": {"CapacityUnits": 1}
        }

    change_index(table, Delete={"IndexName": "by-g"})
    for value, _, _ in BAD_VALUES:
        client.put_item(TableName=table, Item={"pk": s("later"), "g": value})
