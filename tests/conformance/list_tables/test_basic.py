"""ListTables: order, pages, isolation between accounts and Regions."""

import pytest
from table_factory import TableFactory, table_parameters, unique_name
from values import ENVELOPE, expect_error, expect_invalid, s

pytestmark = pytest.mark.own_server  # needs an account without other tables


@pytest.fixture(scope="module")
def listed(make_boto):
    """A client of an account with exactly these tables."""
    client = make_boto(access_key="200000000001")
    factory = TableFactory(client)
    for table in ("bbb", "Zed", "aaa", "a.b", "ccc"):
        client.create_table(**table_parameters(factory.remember(table)))
    yield client
    factory.clean_up()


ALL = ["Zed", "a.b", "aaa", "bbb", "ccc"]


def test_names_in_byte_order(listed):
    answer = listed.list_tables()
    assert answer["TableNames"] == ALL
    assert "LastEvaluatedTableName" not in answer


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_pages(listed, limit):
    names, pages, start = [], 0, {}
    while True:
        answer = listed.list_tables(Limit=limit, **start)
        names += answer["TableNames"]
        pages += 1
        assert len(answer["TableNames"]) <= limit
        if "LastEvaluatedTableName" not in answer:
            break
        assert answer["LastEvaluatedTableName"] == answer["TableNames"][-1]
        start = {"ExclusiveStartTableName": answer["LastEvaluatedTableName"]}
    assert names == ALL
    assert pages == -(-len(ALL) // limit)


def test_a_page_that_ends_with_the_last_name_is_the_last(listed):
    answer = listed.list_tables(Limit=len(ALL))
    assert answer["TableNames"] == ALL
    assert "LastEvaluatedTableName" not in answer


def test_start_need_not_exist(listed):
    assert listed.list_tables(ExclusiveStartTableName="aab")["TableNames"] == ["bbb", "ccc"]
    assert listed.list_tables(ExclusiveStartTableName="zzz")["TableNames"] == []


@pytest.mark.parametrize(
    "parameters, at",
    [
        ({"Limit": 0}, "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"),
        ({"Limit": 101}, "Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100"),
        (
            {"ExclusiveStartTableName": "ab"},
            "Value 'ab' at 'exclusiveStartTableName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 3",
        ),
        (
            {"ExclusiveStartTableName": "arn:aws:dynamodb:us-east-1:200000000001:table/aaa"},
            "Value 'arn:aws:dynamodb:us-east-1:200000000001:table/aaa' at 'exclusiveStartTableName' failed to satisfy "
            "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        ),
    ],
)
def test_refused(listed, parameters, at):
    expect_invalid(ENVELOPE + at, listed.list_tables, **parameters)


def test_accounts_and_regions_are_apart(make_boto):
    name = unique_name()
    places = [("300000000001", "us-east-1"), ("300000000002", "us-east-1"), ("300000000001", "eu-central-1")]
    clients = [make_boto(access_key=account, region=region) for account, region in places]
    factories = [TableFactory(client) for client in clients]
    clients[0].create_table(**table_parameters(factories[0].remember(name)))
    for other in clients[1:]:
        assert name not in other.list_tables()["TableNames"]
        expect_error("ResourceNotFoundException", None, other.describe_table, TableName=name)
    for client, factory, (account, region) in zip(clients, factories, places):
        if client is not clients[0]:
            client.create_table(**table_parameters(factory.remember(name)))
        factory.wait(name)
        client.put_item(TableName=name, Item={"pk": s("1"), "place": s(account + region)})
        arn = client.describe_table(TableName=name)["Table"]["TableArn"]
        assert arn == f"arn:aws:dynamodb:{region}:{account}:table/{name}"
    for client, (account, region) in zip(clients, places):
        item = client.get_item(TableName=name, Key={"pk": s("1")})["Item"]
        assert item["place"] == s(account + region)
    for factory in factories:
        factory.clean_up()


def test_an_access_key_that_names_no_account(make_boto, endpoint):
    client = make_boto(access_key="whatever")
    factory = TableFactory(client)
    arn = client.describe_table(TableName=factory())["Table"]["TableArn"]
    assert arn.split(":")[4] == "000000000000"
    factory.clean_up()
