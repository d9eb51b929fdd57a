"""ListTagsOfResource: all tags of a table in one page."""

import pytest
from table_factory import TableFactory, table_parameters
from tagged_tables import arn_of, expect_tags, foreign_arns, tag_list, tags_of
from values import expect_error, expect_invalid


def test_a_table_without_tags(client, raw, new_table):
    arn = arn_of(client, new_table())
    assert raw.ok("ListTagsOfResource", {"ResourceArn": arn}) == {"Tags": []}
    assert tags_of(client, arn_of(client, new_table(Tags=[]))) == {}


def test_tags_of_create_table(client, new_table, on_aws):
    tags = {f"key {i}": f"значение {i}" for i in range(50)}
    arn = arn_of(client, new_table(Tags=tag_list(tags)))
    expect_tags(client, arn, tags, on_aws)


def test_paginator(client, new_table):
    tags = {f"k{i}": str(i) for i in range(50)}
    arn = arn_of(client, new_table(Tags=tag_list(tags)))
    pages = list(client.get_paginator("list_tags_of_resource").paginate(ResourceArn=arn))
    assert len(pages) == 1
    assert {tag["Key"]: tag["Value"] for tag in pages[0]["Tags"]} == tags


def test_next_token_is_ignored(client, new_table):
    arn = arn_of(client, new_table(Tags=tag_list({"k": "v"})))
    answer = client.list_tags_of_resource(ResourceArn=arn, NextToken="no token")
    assert answer["Tags"] == tag_list({"k": "v"})
    assert "NextToken" not in answer


def test_missing_arn(client):
    expect_invalid("Invalid TableArn", client.list_tags_of_resource)


@pytest.mark.own_server
def test_accounts_are_apart(make_boto, name):
    clients = [make_boto(access_key=account) for account in ("310000000001", "310000000002")]
    factories = [TableFactory(client) for client in clients]
    arns = []
    for number, (client, factory) in enumerate(zip(clients, factories)):
        client.create_table(**table_parameters(factory.remember(name)), Tags=tag_list({"number": str(number)}))
        factory.wait(name)
        arns.append(arn_of(client, name))
    for number, client in enumerate(clients):
        assert tags_of(client, arns[number]) == {"number": str(number)}
        expect_error(
            "AccessDeniedException", "Access is denied", client.list_tags_of_resource, ResourceArn=arns[1 - number]
        )
    for factory in factories:
        factory.clean_up()


@pytest.mark.own_server
def test_a_table_of_a_made_up_region(make_boto):
    client = make_boto(region="Made-Up-1")
    factory = TableFactory(client)
    assert tags_of(client, arn_of(client, factory(Tags=tag_list({"k": "v"})))) == {"k": "v"}
    factory.clean_up()


def test_other_arns(client, tables):
    for resource, code, message in foreign_arns(arn_of(client, tables.s)):
        expect_error(code, message, client.list_tags_of_resource, ResourceArn=resource)
