"""Aliases: other names of keys."""

import pytest
from kms_errors import refusal

pytestmark = pytest.mark.own_server


def alias_arn(account, name):
    return f"arn:aws:kms:us-east-1:{account}:{name}"


@pytest.fixture
def other_id(kms):
    return kms.create_key()["KeyMetadata"]["KeyId"]


def names(kms, **parameters):
    return [alias["AliasName"] for alias in kms.list_aliases(**parameters)["Aliases"]]


def test_an_alias_names_its_key(kms, account, key_id, other_id):
    kms.create_alias(AliasName="alias/a/b_c-1", TargetKeyId=key_id)
    for name in ("alias/a/b_c-1", alias_arn(account, "alias/a/b_c-1")):
        assert kms.describe_key(KeyId=name)["KeyMetadata"]["KeyId"] == key_id
    kms.update_alias(AliasName="alias/a/b_c-1", TargetKeyId=f"arn:aws:kms:us-east-1:{account}:key/{other_id}")
    assert kms.describe_key(KeyId="alias/a/b_c-1")["KeyMetadata"]["KeyId"] == other_id
    kms.delete_alias(AliasName="alias/a/b_c-1")
    gone = ("NotFoundException", f"Alias {alias_arn(account, 'alias/a/b_c-1')} is not found.")
    assert refusal(kms.describe_key, KeyId="alias/a/b_c-1") == gone
    assert refusal(kms.delete_alias, AliasName="alias/a/b_c-1") == gone
    assert refusal(kms.update_alias, AliasName="alias/a/b_c-1", TargetKeyId=key_id) == gone


def test_list(kms, account, key_id, other_id):
    for name, target in (("alias/b", key_id), ("alias/a", key_id), ("alias/c", other_id)):
        kms.create_alias(AliasName=name, TargetKeyId=target)
    answer = kms.list_aliases()
    assert names(kms) == ["alias/a", "alias/b", "alias/c"]
    assert answer["Truncated"] is False
    first = answer["Aliases"][0]
    assert first.pop("CreationDate") == first.pop("LastUpdatedDate")
    assert first == {"AliasName": "alias/a", "AliasArn": alias_arn(account, "alias/a"), "TargetKeyId": key_id}
    assert names(kms, KeyId=key_id) == ["alias/a", "alias/b"]
    page = kms.list_aliases(Limit=2)
    assert page["Truncated"] is True
    assert names(kms, Marker=page["NextMarker"]) == ["alias/c"]
    assert refusal(kms.list_aliases, KeyId="alias/a") == ("NotFoundException", "Invalid keyId 'alias/a'")


def test_a_name_that_is_taken(kms, account, key_id, other_id):
    kms.create_alias(AliasName="alias/a", TargetKeyId=key_id)
    assert refusal(kms.create_alias, AliasName="alias/a", TargetKeyId=other_id) == (
        "AlreadyExistsException",
        f"An alias with the name {alias_arn(account, 'alias/a')} already exists",
    )


@pytest.mark.parametrize(
    "name, code, message",
    [
        ("a", "ValidationException", "Invalid identifier"),
        ("alias/", "ValidationException", "Invalid identifier"),
        ("alias/a:b", "InvalidAliasNameException", "alias/a:b contains invalid characters for an alias"),
        ("alias/aws/dynamodb", "NotAuthorizedException", ""),
        (
            "alias/a b",
            "ValidationException",
            "1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
        ),
        (
            None,
            "ValidationException",
            "1 validation error detected: Value null at 'aliasName' failed to satisfy constraint: "
            "Member must not be null",
        ),
    ],
)
def test_what_is_no_alias(kms, key_id, name, code, message):
    given = {} if name is None else {"AliasName": name}
    for call, target in ((kms.create_alias, {"TargetKeyId": key_id}), (kms.delete_alias, {})):
        found, text = refusal(call, **given, **target)
        assert (found, text if message else "") == (code, message)


def test_targets(kms, account, key_id):
    kms.create_alias(AliasName="alias/a", TargetKeyId=key_id)
    assert refusal(kms.create_alias, AliasName="alias/b", TargetKeyId="alias/a") == (
        "ValidationException",
        "Aliases must refer to keys. Not aliases",
    )
    assert refusal(kms.create_alias, AliasName="alias/b", TargetKeyId="k") == (
        "NotFoundException",
        f"Key 'arn:aws:kms:us-east-1:{account}:key/k' does not exist",
    )
