"""The least body with which each data-plane operation passes its constraints."""

from values import s

WRITES = ("PutItem", "UpdateItem", "DeleteItem")
SINGLE_TABLE = (*WRITES, "GetItem", "Query", "Scan")
KEY = {"pk": s("a"), "sk": s("b")}


def least(operation, table, **more) -> dict:
    """`more` are further members, or others in place of the least ones."""
    return {**_LEAST[operation](table), **more}


_LEAST = {
    "PutItem": lambda table: {"TableName": table, "Item": KEY},
    "UpdateItem": lambda table: {"TableName": table, "Key": KEY},
    "DeleteItem": lambda table: {"TableName": table, "Key": KEY},
    "GetItem": lambda table: {"TableName": table, "Key": KEY},
    "Query": lambda table: {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": s("a")},
    },
    "Scan": lambda table: {"TableName": table},
    "BatchGetItem": lambda table: {"RequestItems": {table: {"Keys": [KEY]}}},
    "BatchWriteItem": lambda table: {"RequestItems": {table: [{"PutRequest": {"Item": KEY}}]}},
    "TransactGetItems": lambda table: {"TransactItems": [{"Get": {"TableName": table, "Key": KEY}}]},
    "TransactWriteItems": lambda table: {"TransactItems": [{"Put": {"TableName": table, "Item": KEY}}]},
}
OPERATIONS = tuple(_LEAST)
