"""Policies of tables and streams, beside those of users and roles and without them."""

import json

import pytest
from botocore.exceptions import ClientError
from policy_server import ACCOUNT, allow, arn, denial, denial_text, deny, key_id, no_identity_policy, policy
from raw_client import RawClient
from resource_policies import LOCKOUT, OTHER_ACCOUNT, PolicyClient
from table_factory import table_parameters
from values import expect_error, expect_invalid, n, s

pytestmark = pytest.mark.own_server

STRANGERS = "444455556666"
KEY = {"artist": s("Abba"), "song": s("One")}
RESOURCE_DENY = "with an explicit deny in a resource-based policy"


def make_users(server):
    server.user("nobody")
    server.user("reader", allow(["dynamodb:GetItem", "dynamodb:GetRecords", "dynamodb:DescribeStream"]))
    server.user("maker", allow("dynamodb:CreateTable"))
    server.user("stranger", allow("dynamodb:*"), account=STRANGERS)
    server.user("strange-nobody", account=STRANGERS)
    server.add_key("strange-root", "root", account=STRANGERS)


def to(principal, statement):
    return {**statement, "Principal": {"AWS": principal}}


def user_arn(name, account=ACCOUNT):
    return f"arn:aws:iam::{account}:user/{name}"


def client_of(policies, name):
    endpoint = f"http://127.0.0.1:{policies.process.port}"
    raw = RawClient(endpoint, access_key=key_id(name), secret_key=f"secret-{name}")
    return PolicyClient(policies.client(name), raw)


@pytest.fixture
def give(policies):
    """Puts a policy on Music, or on another resource, which is taken away at the end."""
    root = client_of(policies, "root")
    given = []

    def put(*statements, resource=arn()):
        given.append(resource)
        text = json.dumps(policy(*statements))
        root.put_resource_policy(ResourceArn=resource, Policy=text, ConfirmRemoveSelfResourceAccess=True)

    yield put
    for resource in set(given):
        root.delete_resource_policy(ResourceArn=resource)


def get(policies, name, table="Music"):
    return denial(lambda: client_of(policies, name).get_item(TableName=table, Key=KEY))


def query_index(policies, name):
    return denial(
        lambda: client_of(policies, name).query(
            TableName="Music",
            IndexName="by-year",
            KeyConditionExpression="#y = :y",
            ExpressionAttributeNames={"#y": "year"},
            ExpressionAttributeValues={":y": n(1999)},
        )
    )


def test_it_allows_alone_in_its_account(policies, give):
    denied = denial_text("nobody", "dynamodb:GetItem", arn(), no_identity_policy("dynamodb:GetItem"))
    assert get(policies, "nobody") == denied
    give(to(user_arn("nobody"), allow("dynamodb:GetItem")))
    assert get(policies, "nobody") is None
    assert get(policies, "nobody", arn()) is None
    client_of(policies, "root").delete_resource_policy(ResourceArn=arn())
    assert get(policies, "nobody") == denied


def test_it_denies_everyone(policies, give):
    give(to("*", deny("dynamodb:GetItem")))
    assert get(policies, "reader") == denial_text("reader", "dynamodb:GetItem", arn(), RESOURCE_DENY)
    assert get(policies, "root").endswith(RESOURCE_DENY)


def test_another_account_needs_both(policies, give):
    of_resource = "because no resource-based policy allows the dynamodb:GetItem action"
    assert get(policies, "stranger", arn()).endswith(of_resource)
    give(to(STRANGERS, allow("dynamodb:GetItem")))
    assert get(policies, "stranger", arn()) is None
    assert get(policies, "strange-root", arn()) is None
    assert get(policies, "strange-nobody", arn()).endswith(no_identity_policy("dynamodb:GetItem"))
    assert denial(lambda: client_of(policies, "stranger").scan(TableName=arn())) is not None


def test_it_covers_the_indexes_it_names(policies, give):
    nobody = user_arn("nobody")
    give(to(nobody, allow("dynamodb:Query", arn("Music", "/index/by-year"))))
    assert query_index(policies, "nobody") is None
    give(to(nobody, allow("dynamodb:Query", arn())))
    assert query_index(policies, "nobody") is not None
    give(to(nobody, allow("dynamodb:Query")))
    assert query_index(policies, "nobody") is None


def test_conditions(policies, give):
    own = {"Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["Abba"]}}}
    give(to(user_arn("nobody"), allow("dynamodb:GetItem", **own)))
    client = client_of(policies, "nobody")
    assert get(policies, "nobody") is None
    assert denial(lambda: client.get_item(TableName="Music", Key={**KEY, "artist": s("Blur")})) is not None


def test_each_table_of_a_batch_has_its_own(policies, give):
    give(to(user_arn("nobody"), allow("dynamodb:BatchGetItem")))
    client = client_of(policies, "nobody")
    assert denial(lambda: client.batch_get_item(RequestItems={"Music": {"Keys": [KEY]}})) is None
    both = {"Music": {"Keys": [KEY]}, "Other": {"Keys": [KEY]}}
    assert arn("Other") in denial(lambda: client.batch_get_item(RequestItems=both))
    give(to(user_arn("nobody"), allow("dynamodb:BatchGetItem")), resource=arn("Other"))
    assert denial(lambda: client.batch_get_item(RequestItems=both)) is None


def test_a_stream_has_its_own(policies, give):
    stream = client_of(policies, "root").describe_table(TableName="Music")["Table"]["LatestStreamArn"]

    def describe(name):
        client = policies.client(name, "dynamodbstreams")
        return denial(lambda: client.describe_stream(StreamArn=stream))

    give(to(user_arn("nobody"), allow("dynamodb:*")))
    assert describe("nobody") is not None
    give(to(user_arn("nobody"), allow("dynamodb:DescribeStream")), resource=stream)
    assert describe("nobody") is None
    assert describe("stranger") is not None
    give(to(STRANGERS, allow("dynamodb:DescribeStream")), resource=stream)
    assert describe("stranger") is None
    give(to("*", deny("dynamodb:DescribeStream")), resource=stream)
    assert describe("reader").endswith(RESOURCE_DENY)


def test_a_tables_policy_does_not_list_streams(policies, give):
    give(to(user_arn("nobody"), allow("dynamodb:*")))
    client = policies.client("nobody", "dynamodbstreams")
    assert denial(lambda: client.list_streams(TableName="Music")) is not None


def test_the_policy_is_its_owners(policies, give):
    give(to(STRANGERS, allow("dynamodb:*")))
    stranger = client_of(policies, "stranger")
    expect_invalid(OTHER_ACCOUNT, stranger.get_resource_policy, ResourceArn=arn())
    for operation in ("put_resource_policy", "get_resource_policy", "delete_resource_policy"):
        parameters = {"Policy": "{"} if operation == "put_resource_policy" else {}
        message = denial(lambda: getattr(client_of(policies, "nobody"), operation)(ResourceArn=arn(), **parameters))
        action = "dynamodb:" + "".join(word.capitalize() for word in operation.split("_"))
        assert message == denial_text("nobody", action, arn(), no_identity_policy(action))


def test_who_would_lose_it_has_to_confirm(policies, give):
    mine = to(user_arn("nobody"), allow("dynamodb:*ResourcePolicy"))
    give(mine)
    client = client_of(policies, "nobody")
    parameters = {"ResourceArn": arn(), "Policy": json.dumps(policy(to(user_arn("reader"), allow("dynamodb:Scan"))))}
    expect_invalid(LOCKOUT, client.put_resource_policy, **parameters)
    more = json.dumps(policy(mine, to(user_arn("reader"), allow("dynamodb:Scan"))))
    client.put_resource_policy(ResourceArn=arn(), Policy=more)
    client.put_resource_policy(**parameters, ConfirmRemoveSelfResourceAccess=True)
    assert denial(lambda: client.get_resource_policy(ResourceArn=arn())) is not None


def test_a_new_table_with_a_policy_also_asks_to_put_it(policies):
    client = client_of(policies, "maker")
    given = json.dumps(policy(to(user_arn("nobody"), allow("dynamodb:Scan"))))
    message = denial(lambda: client.create_table(**table_parameters("Made"), ResourcePolicy=given))
    action = "dynamodb:PutResourcePolicy"
    assert message == denial_text("maker", action, arn("Made"), no_identity_policy(action))
    client.create_table(**table_parameters("Made"))


def test_a_denial_comes_before_all_that_is_wrong(policies):
    with pytest.raises(ClientError) as error:
        client_of(policies, "nobody").get_resource_policy(ResourceArn=arn("Missing"))
    assert error.value.response["Error"]["Code"] == "AccessDeniedException"
    root = client_of(policies, "root")
    expect_error("ResourceNotFoundException", None, root.get_resource_policy, ResourceArn=arn("Missing"))
