"""boto3's paginators and waiters for tables."""

import time

import pytest
from table_factory import TableFactory, table_parameters, unique_name
from values import s

NAMES = [f"table-{letter}" for letter in "abcde"]
SOON = 5  # seconds; the waiters' own pause is 20


@pytest.fixture(scope="module")
def listed(make_boto, on_aws):
    """A client of an account with exactly these tables."""
    if on_aws:
        pytest.skip("needs an account without other tables")
    client = make_boto(access_key="200000000077")
    factory = TableFactory(client)
    for table in NAMES:
        client.create_table(**table_parameters(factory.remember(table)))
    yield client
    factory.clean_up()


@pytest.mark.parametrize("page_size, pages", [(1, 5), (2, 3), (5, 1), (100, 1)])
def test_list_tables(listed, page_size, pages):
    paginator = listed.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": page_size})
    found = [page["TableNames"] for page in paginator]
    assert [name for page in found for name in page] == NAMES
    assert len(found) == pages


def test_list_tables_stops_and_goes_on(listed):
    first = listed.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2, "MaxItems": 3})
    assert first.build_full_result()["TableNames"] == NAMES[:3]
    token = first.resume_token
    rest = listed.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2, "StartingToken": token})
    assert rest.build_full_result()["TableNames"] == NAMES[3:]


def test_list_tags_of_resource(client, new_table):
    tags = [{"Key": f"key-{i}", "Value": str(i)} for i in range(50)]
    table = new_table(Tags=tags)
    arn = client.describe_table(TableName=table)["Table"]["TableArn"]
    pages = list(client.get_paginator("list_tags_of_resource").paginate(ResourceArn=arn))
    assert len(pages) == 1
    assert sorted(tag["Key"] for tag in pages[0]["Tags"]) == sorted(tag["Key"] for tag in tags)


@pytest.mark.own_server
def test_waiters_find_tables_made_and_deleted_at_once(client):
    began = time.monotonic()
    name = unique_name()
    client.create_table(**table_parameters(name))
    client.get_waiter("table_exists").wait(TableName=name)
    client.put_item(TableName=name, Item={"pk": s("a")})
    client.delete_table(TableName=name)
    client.get_waiter("table_not_exists").wait(TableName=name)
    assert time.monotonic() - began < SOON
