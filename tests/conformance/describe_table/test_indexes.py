"""DescribeTable of a table with secondary indexes, as a whole."""

from index_parameters import OMITTED, index, projection, table_with, units, without_identity


def test_whole_description(raw, new_table, name):
    new_table.remember(name)
    raw.ok(
        "CreateTable",
        table_with(
            name,
            BillingMode=OMITTED,
            ProvisionedThroughput=units(1, 2),
            LocalSecondaryIndexes=[index("second", "pk", "g:RANGE"), index("first", "pk", "g:RANGE")],
            GlobalSecondaryIndexes=[
                index("zeta", "g", ProvisionedThroughput=units(3, 4), Projection=projection("KEYS_ONLY")),
                index("alpha", "sk", ProvisionedThroughput=units(5, 6), WarmThroughput={"ReadUnitsPerSecond": 9}),
            ],
        ),
    )
    new_table.wait(name)
    described = raw.ok("DescribeTable", {"TableName": name})["Table"]
    arn = described["TableArn"]

    def key(**roles):
        return [{"AttributeName": attribute, "KeyType": role} for attribute, role in roles.items()]

    def local(index_name):
        return {
            "IndexName": index_name,
            "KeySchema": key(pk="HASH", g="RANGE"),
            "Projection": {"ProjectionType": "ALL"},
            "IndexSizeBytes": 0,
            "ItemCount": 0,
            "IndexArn": f"{arn}/index/{index_name}",
        }

    def global_index(index_name, key_attribute, kind, read, write, warm):
        return {
            "IndexName": index_name,
            "KeySchema": key(**{key_attribute: "HASH"}),
            "Projection": {"ProjectionType": kind},
            "IndexStatus": "ACTIVE",
            "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, **units(read, write)},
            "IndexSizeBytes": 0,
            "ItemCount": 0,
            "IndexArn": f"{arn}/index/{index_name}",
            "WarmThroughput": {"ReadUnitsPerSecond": warm, "WriteUnitsPerSecond": write, "Status": "ACTIVE"},
        }

    # Indexes in the order of the request, attribute definitions sorted.
    assert without_identity(described) == {
        "AttributeDefinitions": [{"AttributeName": n, "AttributeType": "S"} for n in ("g", "pk", "sk")],
        "KeySchema": key(pk="HASH", sk="RANGE"),
        "TableStatus": "ACTIVE",
        "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, **units(1, 2)},
        "TableSizeBytes": 0,
        "ItemCount": 0,
        "WarmThroughput": {"ReadUnitsPerSecond": 1, "WriteUnitsPerSecond": 2, "Status": "ACTIVE"},
        "LocalSecondaryIndexes": [local("second"), local("first")],
        "GlobalSecondaryIndexes": [
            global_index("zeta", "g", "KEYS_ONLY", 3, 4, 3),
            global_index("alpha", "sk", "ALL", 5, 6, 9),
        ],
        "DeletionProtectionEnabled": False,
    }


def test_no_indexes_in_the_answer_to_delete_table(raw, new_table, name):
    raw.ok("CreateTable", table_with(name, GlobalSecondaryIndexes=[index("by-g", "g")]))
    new_table.wait(name)
    deleted = raw.ok("DeleteTable", {"TableName": name})["TableDescription"]
    assert "GlobalSecondaryIndexes" not in deleted
    assert "AttributeDefinitions" not in deleted
