"""Keys: made, described, listed, switched off and on, deleted."""

import datetime
import re
import time

import pytest
from kms_errors import client_of, refusal
from server_process import ServerProcess

pytestmark = pytest.mark.own_server

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
MISSING = "1234abcd-12ab-34cd-56ef-1234567890ab"
ONE_OF_KEY = ("describe_key", "enable_key", "disable_key", "schedule_key_deletion", "cancel_key_deletion")


def arn_of(account, key_id):
    return f"arn:aws:kms:us-east-1:{account}:key/{key_id}"


def test_metadata(kms, account):
    metadata = kms.create_key(Description="for music")["KeyMetadata"]
    created = metadata.pop("CreationDate")
    assert abs(created.timestamp() - time.time()) < 30
    key_id = metadata["KeyId"]
    assert UUID.fullmatch(key_id)
    assert metadata == {
        "AWSAccountId": account,
        "Arn": arn_of(account, key_id),
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "Description": "for music",
        "Enabled": True,
        "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
        "KeyId": key_id,
        "KeyManager": "CUSTOMER",
        "KeySpec": "SYMMETRIC_DEFAULT",
        "KeyState": "Enabled",
        "KeyUsage": "ENCRYPT_DECRYPT",
        "MultiRegion": False,
        "Origin": "AWS_KMS",
    }
    answer = kms.describe_key(KeyId=arn_of(account, key_id))
    assert answer["KeyMetadata"] == {**metadata, "CreationDate": created}
    headers = answer["ResponseMetadata"]["HTTPHeaders"]
    assert headers["content-type"] == "application/x-amz-json-1.1"
    assert UUID.fullmatch(headers["x-amzn-requestid"])


def test_the_one_kind_of_key_may_be_asked_for(kms):
    kms.create_key(KeyUsage="ENCRYPT_DECRYPT", KeySpec="SYMMETRIC_DEFAULT", Origin="AWS_KMS", MultiRegion=False, Tags=[])


@pytest.mark.parametrize(
    "parameters, what",
    [
        ({"KeyUsage": "SIGN_VERIFY", "KeySpec": "RSA_2048"}, "KeyUsage SIGN_VERIFY"),
        ({"KeySpec": "HMAC_256"}, "KeySpec HMAC_256"),
        ({"Origin": "EXTERNAL"}, "Origin EXTERNAL"),
        ({"MultiRegion": True}, "MultiRegion"),
        ({"Policy": "{}"}, "Policy"),
        ({"Tags": [{"TagKey": "a", "TagValue": "b"}]}, "Tags"),
    ],
)
def test_what_is_no_kind_of_key_here(kms, parameters, what):
    assert refusal(kms.create_key, **parameters) == ("ValidationException", what + " is not supported yet")
    assert kms.list_keys()["Keys"] == []


def test_list(kms, account):
    ids = sorted(kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(3))
    answer = kms.list_keys()
    assert answer["Keys"] == [{"KeyId": key_id, "KeyArn": arn_of(account, key_id)} for key_id in ids]
    assert answer["Truncated"] is False
    assert "NextMarker" not in answer
    first = kms.list_keys(Limit=2)
    assert [key["KeyId"] for key in first["Keys"]] == ids[:2]
    assert first["Truncated"] is True
    rest = kms.list_keys(Limit=2, Marker=first["NextMarker"])
    assert [key["KeyId"] for key in rest["Keys"]] == ids[2:]
    pages = kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 1})
    assert [key["KeyId"] for page in pages for key in page["Keys"]] == ids


def test_accounts_and_regions_have_keys_of_their_own(make_boto, kms, account, key_id):
    other_region = make_boto(service="kms", access_key=account, region="eu-west-1")
    assert other_region.list_keys()["Keys"] == []
    assert refusal(other_region.describe_key, KeyId=arn_of(account, key_id)) == (
        "NotFoundException",
        "Invalid arn us-east-1",
    )
    stranger = make_boto(service="kms", access_key="999999999999")
    assert refusal(stranger.describe_key, KeyId=key_id)[0] == "NotFoundException"


def test_off_and_on(kms, key_id):
    kms.disable_key(KeyId=key_id)
    off = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    assert (off["KeyState"], off["Enabled"]) == ("Disabled", False)
    kms.disable_key(KeyId=key_id)
    kms.enable_key(KeyId=off["Arn"])
    on = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    assert (on["KeyState"], on["Enabled"]) == ("Enabled", True)


@pytest.mark.parametrize("days", [None, 7, 30])
def test_scheduled_and_cancelled_deletion(kms, account, key_id, days):
    arn = arn_of(account, key_id)
    answer = kms.schedule_key_deletion(KeyId=key_id, **({"PendingWindowInDays": days} if days else {}))
    due = answer["DeletionDate"].timestamp() - time.time()
    assert abs(due - datetime.timedelta(days=days or 30).total_seconds()) < 60
    assert (answer["KeyId"], answer["KeyState"], answer["PendingWindowInDays"]) == (arn, "PendingDeletion", days or 30)
    metadata = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    assert (metadata["KeyState"], metadata["Enabled"]) == ("PendingDeletion", False)
    assert metadata["DeletionDate"] == answer["DeletionDate"]
    pending = ("KMSInvalidStateException", arn + " is pending deletion.")
    for call in (kms.enable_key, kms.disable_key, kms.schedule_key_deletion):
        assert refusal(call, KeyId=key_id) == pending
    assert refusal(kms.create_alias, AliasName="alias/a", TargetKeyId=key_id) == pending
    assert kms.cancel_key_deletion(KeyId=key_id)["KeyId"] == arn
    metadata = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    assert metadata["KeyState"] == "Disabled"
    assert "DeletionDate" not in metadata
    assert refusal(kms.cancel_key_deletion, KeyId=key_id) == (
        "KMSInvalidStateException",
        arn + " is not pending deletion.",
    )


def test_a_deleted_key_is_gone(admin):
    kms = client_of(admin.endpoint, "kms", "111111111111")
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/gone", TargetKeyId=key_id)
    kms.schedule_key_deletion(KeyId=key_id, PendingWindowInDays=7)
    admin.clock(advance="167h")
    assert kms.describe_key(KeyId="alias/gone")["KeyMetadata"]["KeyState"] == "PendingDeletion"
    admin.clock(advance="1h")
    arn = arn_of("111111111111", key_id)
    for operation in ONE_OF_KEY:
        assert refusal(getattr(kms, operation), KeyId=key_id) == ("NotFoundException", f"Key '{arn}' does not exist")
    assert kms.list_keys()["Keys"] == []
    assert kms.list_aliases()["Aliases"] == []


@pytest.mark.parametrize("operation", ONE_OF_KEY)
def test_no_key(kms, account, operation):
    call = getattr(kms, operation)
    assert refusal(call, KeyId=MISSING) == ("NotFoundException", f"Key '{arn_of(account, MISSING)}' does not exist")
    assert refusal(call, KeyId="a key") == ("NotFoundException", "Invalid keyId 'a key'")
    assert refusal(call) == (
        "ValidationException",
        "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    )
    assert refusal(call, KeyId="") == (
        "ValidationException",
        "1 validation error detected: Value '' at 'keyId' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1",
    )
    code, message = refusal(call, KeyId="k" * 2049)
    assert (code, message.split("'")[-1]) == (
        "ValidationException",
        " failed to satisfy constraint: Member must have length less than or equal to 2048",
    )


@pytest.mark.parametrize("operation", ONE_OF_KEY[1:])
def test_changes_take_no_alias(kms, key_id, operation):
    kms.create_alias(AliasName="alias/a", TargetKeyId=key_id)
    assert refusal(getattr(kms, operation), KeyId="alias/a") == ("NotFoundException", "Invalid keyId 'alias/a'")


@pytest.mark.parametrize(
    "days, bound", [(6, "value greater than or equal to 7"), (31, "value less than or equal to 30")]
)
def test_days_out_of_bounds(kms, key_id, days, bound):
    assert refusal(kms.schedule_key_deletion, KeyId=key_id, PendingWindowInDays=days) == (
        "ValidationException",
        f"1 validation error detected: Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: "
        f"Member must have {bound}",
    )


def test_limit_out_of_bounds(kms):
    for call, most in ((kms.list_keys, 1000), (kms.list_aliases, 100)):
        assert refusal(call, Limit=0)[0] == "ValidationException"
        assert refusal(call, Limit=most + 1)[0] == "ValidationException"
        call(Limit=most)


def test_members_of_other_types(kms):
    assert refusal(kms.describe_key, KeyId=5)[0] == "SerializationException"
    assert refusal(kms.list_keys, Limit="x")[0] == "SerializationException"


def test_other_operations(kms, key_id):
    assert refusal(kms.encrypt, KeyId=key_id, Plaintext=b"x") == ("UnknownOperationException", "")


def test_keys_survive_a_restart(tmp_path):
    arguments = ["--data-dir", str(tmp_path / "data")]
    with ServerProcess.start(arguments) as server:
        kms = client_of(server.endpoint, "kms", "111111111111")
        kept = kms.create_key(Description="kept")["KeyMetadata"]
        kms.create_alias(AliasName="alias/kept", TargetKeyId=kept["KeyId"])
        off = kms.create_key()["KeyMetadata"]["KeyId"]
        kms.disable_key(KeyId=off)
        server.kill()
    with ServerProcess.start(arguments) as server:
        kms = client_of(server.endpoint, "kms", "111111111111")
        assert kms.describe_key(KeyId="alias/kept")["KeyMetadata"] == kept
        assert kms.describe_key(KeyId=off)["KeyMetadata"]["KeyState"] == "Disabled"
