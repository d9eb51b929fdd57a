"""Short ways to write the actions of a transaction, and to expect it to be cancelled."""

from values import expect_error

CONDITION_FAILED = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
NONE = {"Code": "None"}
DUPLICATE = "Transaction request cannot include multiple operations on one item"


def put(table, item, condition=None, **more):
    return {"Put": action(table, condition, Item=item, **more)}


def delete(table, key, condition=None, **more):
    return {"Delete": action(table, condition, Key=key, **more)}


def check(table, key, condition, **more):
    return {"ConditionCheck": action(table, condition, Key=key, **more)}


def update(table, key, expression, values=None, condition=None, **more):
    if values is not None:
        more["ExpressionAttributeValues"] = values
    return {"Update": action(table, condition, Key=key, UpdateExpression=expression, **more)}


def get(table, key, projection=None, **more):
    if projection is not None:
        more["ProjectionExpression"] = projection
    return {"Get": {"TableName": table, "Key": key, **more}}


def action(table, condition, **more):
    if condition is not None:
        more["ConditionExpression"] = condition
    return {"TableName": table, **more}


def invalid(message):
    return {"Code": "ValidationError", "Message": message}


def expect_cancelled(reasons, call, *args, **kwargs):
    """`call` must be cancelled for exactly these reasons, one for each action."""
    codes = ", ".join(reason["Code"] for reason in reasons)
    response = expect_error(
        "TransactionCanceledException",
        f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]",
        call,
        *args,
        **kwargs,
    )
    assert response["CancellationReasons"] == reasons


def stored(client, table, key):
    """The item at a key, or None."""
    return client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")
