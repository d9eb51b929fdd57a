"""AttributesToGet of BatchGetItem."""

from values import INVALID, batch_put, expect_invalid, n, s

MIXED = (
    "Can not use both expression and non-expression parameters in the same request: "
    "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}"
)


def keys(*names):
    return [{"pk": s(name)} for name in names]


def test_each_table_has_its_own_list(client, tables, key):
    client.put_item(TableName=tables.s, Item={"pk": s(key), "a": n(1), "b": n(2)})
    client.put_item(TableName=tables.ss, Item={"pk": s(key), "sk": s("x"), "a": n(3), "b": n(4)})
    answer = client.batch_get_item(
        RequestItems={
            tables.s: {"Keys": keys(key), "AttributesToGet": ["b", "nope"]},
            tables.ss: {"Keys": [{"pk": s(key), "sk": s("x")}], "AttributesToGet": ["sk", "a"]},
        }
    )
    assert answer["Responses"] == {tables.s: [{"b": n(2)}], tables.ss: [{"sk": s("x"), "a": n(3)}]}


def test_unprocessed_keys_keep_the_list(client, tables, key):
    names = [f"{key}-{i}" for i in range(45)]
    batch_put(client, tables.s, [{"pk": s(name), "a": s("x" * 400_000)} for name in names])
    request = {"Keys": keys(*names), "AttributesToGet": ["pk"], "ConsistentRead": True}
    found = []
    pending = {tables.s: request}
    rounds = 0
    while pending:
        answer = client.batch_get_item(RequestItems=pending)
        assert all(item.keys() == {"pk"} for item in answer["Responses"][tables.s])
        found += [item["pk"]["S"] for item in answer["Responses"][tables.s]]
        pending = answer["UnprocessedKeys"]
        if pending:
            assert pending[tables.s]["AttributesToGet"] == ["pk"]
            assert pending[tables.s]["ConsistentRead"] is True
        rounds += 1
    assert sorted(found) == sorted(names)
    assert rounds > 1


def test_duplicate_names(client, name):
    expect_invalid(
        INVALID + "Duplicate value in attribute name: a",
        client.batch_get_item,
        RequestItems={name: {"Keys": keys("a"), "AttributesToGet": ["a", "a"]}},
    )


def test_duplicate_names_before_key_values(client, name):
    expect_invalid(
        INVALID + "Duplicate value in attribute name: a",
        client.batch_get_item,
        RequestItems={name: {"Keys": [{"pk": n("x")}], "AttributesToGet": ["a", "a"]}},
    )


def test_empty_name(client, name):
    expect_invalid(
        "Empty attribute name",
        client.batch_get_item,
        RequestItems={name: {"Keys": keys("a"), "AttributesToGet": [""]}},
    )


def test_names_need_an_expression(client, name):
    expect_invalid(
        "ExpressionAttributeNames can only be specified when using expressions",
        client.batch_get_item,
        RequestItems={
            name: {"Keys": keys("a"), "AttributesToGet": ["a", "a"], "ExpressionAttributeNames": {"#a": "a"}}
        },
    )


def test_not_beside_an_expression_in_one_table_or_another(client, name):
    one = {name: {"Keys": keys("a"), "AttributesToGet": ["a"], "ProjectionExpression": "a"}}
    expect_invalid(MIXED, client.batch_get_item, RequestItems=one)
    two = {
        name: {"Keys": keys("a"), "AttributesToGet": ["a", "a"]},
        name + "2": {"Keys": keys("a"), "ProjectionExpression": "="},
    }
    expect_invalid(MIXED, client.batch_get_item, RequestItems=two)
