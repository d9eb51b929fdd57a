"""The condition keys: what a request says of itself, true and false, on an Allow and on a Deny."""

import pytest
from policy_cases import both_ways, check, make_users_of, parametrized
from policy_server import ACCOUNT, arn
from values import n, s

pytestmark = pytest.mark.own_server

KEY = {"artist": s("Abba"), "song": s("One")}
BLUR = {"artist": s("Blur"), "song": s("One")}
ANY = "dynamodb:*"


def on_music(operation, **parameters):
    return operation, {"TableName": "Music", **parameters}


def statement(text, **more):
    return "execute_statement", {"Statement": text, **more}


GET = on_music("get_item", Key=KEY)
SCAN = on_music("scan")
EACH_IS = "ForAllValues:StringEquals"
QUERY = {"KeyConditionExpression": "artist = :a", "ExpressionAttributeValues": {":a": s("Abba")}}
YEAR = {"IndexName": "by-year", "KeyConditionExpression": "#y = :y", "ExpressionAttributeNames": {"#y": "year"}}
LEGACY = {"KeyConditions": {"artist": {"ComparisonOperator": "EQ", "AttributeValueList": [s("Abba")]}}}
GENRE = {"IndexName": "by-genre", **QUERY}


def leading(name, call, allowed, values=("Abba",)):
    return both_ways(f"leading-{name}", (EACH_IS, {"dynamodb:LeadingKeys": list(values)}), call, ANY, allowed)


def leading_keys():
    yield from leading("get", GET, True)
    yield from leading("get-another", on_music("get_item", Key=BLUR), False)
    yield from leading("put", on_music("put_item", Item=KEY), True)
    yield from leading("put-another", on_music("put_item", Item=BLUR), False)
    yield from leading("update", on_music("update_item", Key=KEY), True)
    yield from leading("update-another", on_music("update_item", Key=BLUR), False)
    yield from leading("delete-another", on_music("delete_item", Key=BLUR), False)
    yield from leading("query", on_music("query", **QUERY), True)
    yield from leading("query-another", on_music("query", **QUERY), False, ["Blur"])
    yield from leading("legacy-query", on_music("query", **LEGACY), True)
    yield from leading("legacy-query-another", on_music("query", **LEGACY), False, ["Blur"])
    yield from leading("local-index", on_music("query", **GENRE), True)
    yield from leading("local-index-another", on_music("query", **GENRE), False, ["Blur"])
    year = on_music("query", **YEAR, ExpressionAttributeValues={":y": n("1999.0")})
    yield from leading("index-number", year, True, ["1999"])
    yield from leading("index-number-another", year, False, ["1998"])
    # Absent keys satisfy ForAllValues.
    yield from leading("scan", SCAN, True)
    both = {"RequestItems": {"Music": {"Keys": [KEY, BLUR]}}}
    yield from leading("batch-get", ("batch_get_item", both), True, ["Abba", "Blur"])
    yield from leading("batch-get-another", ("batch_get_item", both), False)
    puts = {"RequestItems": {"Music": [{"PutRequest": {"Item": KEY}}, {"DeleteRequest": {"Key": BLUR}}]}}
    yield from leading("batch-write-another", ("batch_write_item", puts), False)
    transaction = {"TransactItems": [{"Get": {"TableName": "Music", "Key": key}} for key in (KEY, BLUR)]}
    yield from leading("transaction", ("transact_get_items", transaction), True, ["Abba", "Blur"])
    # Each action is judged for itself, so that a Deny meets the first of them.
    yield from leading("transaction-another", ("transact_get_items", transaction), False)[:1]
    yield from leading("select", statement("select * from Music where artist = 'Abba'"), True)
    yield from leading("select-another", statement("select * from Music where artist = 'Blur'"), False)
    among = "select * from Music where artist in ('Abba', 'Blur')"
    yield from leading("select-two", statement(among), True, ["Abba", "Blur"])
    yield from leading("select-two-of-which-one", statement(among), False)
    parameter = statement("select * from Music where artist = ?", Parameters=[s("Blur")])
    yield from leading("select-parameter", parameter, False)
    yield from leading("select-index", statement('select * from Music."by-year" where "year" = 1999'), True, ["1999"])
    insert = "insert into Music value {'artist': 'Blur', 'song': 'One'}"
    yield from leading("insert-another", statement(insert), False)
    update = "update Music set a = 1 where artist = 'Abba' and song = 'One'"
    yield from leading("statement-update", statement(update), True)
    yield from leading("statement-update-another", statement(update), False, ["Blur"])
    yield from leading("statement-delete-another", statement("delete from Music where artist='x' and song='y'"), False)
    anyone = ("ForAnyValue:StringEquals", {"dynamodb:LeadingKeys": ["Abba"]})
    yield from both_ways("leading-any-of-scan", anyone, SCAN, ANY, False)
    yield from both_ways("leading-any-of-two", anyone, ("batch_get_item", both), ANY, True)
    first = (EACH_IS, {"dynamodb:FirstPartitionKeyValues": ["Abba"]})
    yield from both_ways("first-values", first, GET, ANY, True)
    yield from both_ways("first-values-another", first, on_music("get_item", Key=BLUR), ANY, False)
    account = (EACH_IS, {"dynamodb:LeadingKeys": ["${aws:PrincipalAccount}"]})
    own = on_music("get_item", Key={"artist": s(ACCOUNT), "song": s("One")})
    yield from both_ways("leading-variable", account, own, ANY, True)
    yield from both_ways("leading-variable-another", account, GET, ANY, False)
    yield from both_ways("leading-like", ("ForAllValues:StringLike", {"dynamodb:LeadingKeys": ["A*"]}), GET, ANY, True)


def attributes(name, call, allowed, names=("artist", "song", "price")):
    condition = (EACH_IS, {"dynamodb:Attributes": list(names)})
    return both_ways(f"attributes-{name}", condition, call, ANY, allowed)


def attribute_keys():
    names = {"#p": "price", "#g": "genre"}
    yield from attributes("key", GET, True)
    yield from attributes("not-the-key", GET, False, ["price"])
    yield from attributes("projection", on_music("get_item", Key=KEY, ProjectionExpression="price"), True)
    yield from attributes("projection-another", on_music("get_item", Key=KEY, ProjectionExpression="genre"), False)
    nested = on_music("get_item", Key=KEY, ProjectionExpression="price.genre[0]")
    yield from attributes("projection-nested", nested, True)
    named = on_music(
        "get_item", Key=KEY, ProjectionExpression="#p, #g", ExpressionAttributeNames=names
    )
    yield from attributes("projection-named", named, False)
    yield from attributes("to-get", on_music("get_item", Key=KEY, AttributesToGet=["genre"]), False)
    yield from attributes("item", on_music("put_item", Item={**KEY, "genre": s("x")}), False)
    yield from attributes("item-of-these", on_music("put_item", Item={**KEY, "price": n(5)}), True)
    condition = {"ConditionExpression": "attribute_not_exists(genre) OR attribute_exists(price)"}
    yield from attributes("condition", on_music("delete_item", Key={**KEY, "song": s("x")}, **condition), False)
    update = {"UpdateExpression": "SET price = genre"}
    yield from attributes("update-operand", on_music("update_item", Key=KEY, **update), False)
    yield from attributes("update-all", on_music("update_item", Key=KEY, **update), True, [*KEY, "price", "genre"])
    legacy = {"AttributeUpdates": {"genre": {"Action": "DELETE"}}}
    yield from attributes("legacy-update", on_music("update_item", Key={**KEY, "song": s("L")}, **legacy), False)
    expected = {"Expected": {"genre": {"Exists": False}}}
    yield from attributes("expected", on_music("delete_item", Key={**KEY, "song": s("x")}, **expected), False)
    filtered = {**QUERY, "FilterExpression": "genre = :a"}
    yield from attributes("filter", on_music("query", **filtered), False)
    yield from attributes("key-condition", on_music("query", **QUERY), True)
    by_filter = {"ScanFilter": {"genre": {"ComparisonOperator": "NULL"}}}
    yield from attributes("scan-filter", on_music("scan", **by_filter), False)
    yield from attributes("select-list", statement("select price from Music where artist = 'Abba'"), True)
    yield from attributes("select-list-another", statement("select genre from Music where artist = 'Abba'"), False)
    where = "select price from Music where artist = 'Abba' and genre = 'pop'"
    yield from attributes("select-where", statement(where), False)
    insert = "insert into Music value {'artist': 'Abba', 'song': 'Dup', 'genre': 'x'}"
    yield from attributes("insert", statement(insert), False)


def key_is(name, key, value, call, allowed):
    return both_ways(name, ("StringEquals", {key: value}), call, ANY, allowed)


def dynamodb_keys():
    select = "dynamodb:Select"
    yield from key_is("select-get", select, "ALL_ATTRIBUTES", GET, True)
    projected = on_music("get_item", Key=KEY, ProjectionExpression="price")
    yield from key_is("select-projected", select, "SPECIFIC_ATTRIBUTES", projected, True)
    yield from key_is("select-scan", select, "ALL_ATTRIBUTES", SCAN, True)
    yield from key_is("select-count", select, "COUNT", on_music("scan", Select="COUNT"), True)
    yield from key_is("select-not-count", select, "COUNT", SCAN, False)
    index = on_music("scan", IndexName="by-year")
    yield from key_is("select-index", select, "ALL_PROJECTED_ATTRIBUTES", index, True)
    yield from key_is("select-statement", select, "SPECIFIC_ATTRIBUTES", statement("select price from Music"), True)
    returned = "dynamodb:ReturnValues"
    yield from key_is("return-none", returned, "NONE", on_music("put_item", Item=KEY), True)
    old = on_music("put_item", Item=KEY, ReturnValues="ALL_OLD")
    yield from key_is("return-old", returned, "ALL_OLD", old, True)
    yield from key_is("return-old-but-none", returned, "NONE", old, False)
    yield from key_is("return-of-a-read", returned, "NONE", GET, False)
    capacity = "dynamodb:ReturnConsumedCapacity"
    yield from key_is("capacity-none", capacity, "NONE", GET, True)
    total = on_music("get_item", Key=KEY, ReturnConsumedCapacity="TOTAL")
    yield from key_is("capacity-total", capacity, "TOTAL", total, True)
    enclosing = "dynamodb:EnclosingOperation"
    get = {"TransactItems": [{"Get": {"TableName": "Music", "Key": KEY}}]}
    yield from key_is("enclosed", enclosing, "TransactGetItems", ("transact_get_items", get), True)
    yield from key_is("not-enclosed", enclosing, "TransactGetItems", GET, False)
    statements = {"TransactStatements": [{"Statement": "select * from Music where artist='Abba' and song='One'"}]}
    yield from key_is("enclosed-statement", enclosing, "ExecuteTransaction", ("execute_transaction", statements), True)
    full = ("Bool", {"dynamodb:FullTableScan": "true"})
    yield from both_ways("full-scan", full, statement("select * from Music"), ANY, True)
    yield from both_ways("full-scan-filtered", full, statement("select * from Music where price > 1"), ANY, True)
    yield from both_ways("no-full-scan", full, statement("select * from Music where artist = 'Abba'"), ANY, False)


def global_keys():
    yield from key_is("username", "aws:username", "username-allow", GET, True)[:1]
    yield from key_is("other-username", "aws:username", "somebody", GET, False)
    yield from key_is("account", "aws:PrincipalAccount", ACCOUNT, GET, True)
    yield from key_is("region", "aws:RequestedRegion", "us-east-1", GET, True)
    yield from key_is("other-region", "aws:RequestedRegion", "eu-west-1", GET, False)
    yield from key_is("principal-type", "aws:PrincipalType", "User", GET, True)
    here = ("IpAddress", {"aws:SourceIp": "127.0.0.0/8"})
    yield from both_ways("from-here", here, GET, ANY, True)
    yield from both_ways("from-there", ("IpAddress", {"aws:SourceIp": ["10.0.0.0/8", "::1"]}), GET, ANY, False)
    yield from both_ways("insecure", ("Bool", {"aws:SecureTransport": "false"}), GET, ANY, True)
    yield from both_ways("secure", ("Bool", {"aws:SecureTransport": "true"}), GET, ANY, False)
    yield from both_ways("agent", ("StringLike", {"aws:UserAgent": "*otocore/*"}), GET, ANY, True)
    yield from both_ways("since", ("DateGreaterThan", {"aws:CurrentTime": "2020-01-01T00:00:00Z"}), GET, ANY, True)
    yield from both_ways("until", ("DateLessThan", {"aws:CurrentTime": "2020-01-01T00:00:00Z"}), GET, ANY, False)
    yield from both_ways("epoch", ("NumericGreaterThan", {"aws:EpochTime": "1577836800"}), GET, ANY, True)
    users = ("ArnLike", {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/*"})
    yield from both_ways("principal-arn", users, GET, ANY, True)
    tag = "aws:PrincipalTag/team"
    yield from both_ways("own-tag", ("StringEquals", {tag: "blue"}), GET, ANY, True, tags={"team": "blue"})
    yield from both_ways("other-tag", ("StringEquals", {tag: "blue"}), GET, ANY, False, tags={"team": "red"})
    yield from key_is("no-tag", tag, "blue", GET, False)
    yield from key_is("resource-tag", "aws:ResourceTag/team", "blue", GET, True)
    yield from key_is("resource-tag-index", "aws:ResourceTag/team", "blue", on_music("scan", IndexName="by-year"), True)
    yield from key_is("other-resource-tag", "aws:ResourceTag/team", "red", GET, False)
    both = ("StringEquals", {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"})
    yield from both_ways("same-tag", both, GET, ANY, True, tags={"team": "blue"})
    yield from both_ways("not-the-same-tag", both, GET, ANY, False, tags={"team": "red"})
    tags = ("tag_resource", {"ResourceArn": arn("Other"), "Tags": [{"Key": "x", "Value": "1"}]})
    yield from key_is("request-tag", "aws:RequestTag/x", "1", tags, True)
    yield from key_is("other-request-tag", "aws:RequestTag/x", "2", tags, False)
    yield from both_ways("tag-keys", (EACH_IS, {"aws:TagKeys": ["x", "y"]}), tags, ANY, True)
    untag = ("untag_resource", {"ResourceArn": arn("Other"), "TagKeys": ["z"]})
    yield from both_ways("other-tag-keys", (EACH_IS, {"aws:TagKeys": ["x", "y"]}), untag, ANY, False)


CASES = [*leading_keys(), *attribute_keys(), *dynamodb_keys(), *global_keys()]
make_users = make_users_of(CASES)


@parametrized(CASES)
def test_condition_key(policies, case):
    check(policies, case)
