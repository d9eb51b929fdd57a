"""Tables under keys of the KMS on the same port: which keys they may have, and what they are while theirs is
switched off or deleted."""

import re
import time

import pytest
from admin_client import AdminServer
from kms_errors import client_of, refusal
from server_process import ServerProcess
from signed_server import SignedServer
from table_factory import table_parameters, unique_name

pytestmark = pytest.mark.own_server

INACCESSIBLE = "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
KEY = {"pk": {"S": "a"}}
DISABLED = "KMS key disabled error: com.amazonaws.services.kms.model.DisabledException: {} is disabled."
PENDING = "KMS validation error: com.amazonaws.services.kms.model.KMSInvalidStateException: {} is pending deletion."
MISSING = "KMS validation error: com.amazonaws.services.kms.model.NotFoundException: Key '{}' does not exist"
NO_ALIAS = "KMS validation error: com.amazonaws.services.kms.model.NotFoundException: Alias {} is not found."


class Account:
    """An account's two clients, and a table of it."""

    def __init__(self, endpoint, number):
        self.dynamodb, self.kms = (client_of(endpoint, service, number) for service in ("dynamodb", "kms"))
        self.table = unique_name()

    def make_key(self):
        return self.kms.create_key()["KeyMetadata"]["Arn"]

    def make_table(self, key):
        self.dynamodb.create_table(**table_parameters(self.table), SSESpecification=kms(key))

    def described(self):
        return self.dynamodb.describe_table(TableName=self.table)["Table"]

    @property
    def status(self):
        return self.described()["TableStatus"]


def kms(key):
    return {"SSEType": "KMS", "KMSMasterKeyId": key}


def failure(call, *arguments, **parameters):
    """What KMS is told to have said, without the request's id."""
    code, message = refusal(call, *arguments, **parameters)
    assert code == "ValidationException"
    text, _, tail = message.partition(" (Service: AWSKMS; ")
    name = text.split("com.amazonaws.services.kms.model.")[1].split(":")[0]
    assert re.fullmatch(f"Status Code: 400; Error Code: {name}; Request ID: [0-9a-f-]{{36}}; Proxy: null\\)", tail)
    return text


@pytest.fixture(scope="module")
def server():
    with AdminServer.start() as server:
        yield server


@pytest.fixture
def account(server):
    server.clock(reset=True)
    return Account(server.endpoint, str(time.time_ns())[-12:])


def test_a_key_by_any_of_its_names(account):
    arn = account.make_key()
    account.kms.create_alias(AliasName="alias/music", TargetKeyId=arn)
    alias = arn.split("key/")[0] + "alias/music"
    account.make_table("alias/music")
    assert account.described()["SSEDescription"]["KMSMasterKeyArn"] == arn
    for name in (arn.split("/")[1], alias):
        answer = account.dynamodb.update_table(TableName=account.table, SSESpecification=kms(name))
        assert answer["TableDescription"]["SSEDescription"]["KMSMasterKeyArn"] == arn


def test_keys_that_are_of_no_use(account):
    off, dying = account.make_key(), account.make_key()
    account.kms.disable_key(KeyId=off)
    account.kms.schedule_key_deletion(KeyId=dying)
    alias = off.split("key/")[0] + "alias/missing"
    for key, text in ((off, DISABLED.format(off)), (dying, PENDING.format(dying)), (alias, NO_ALIAS.format(alias))):
        assert failure(account.make_table, key) == text
    account.dynamodb.create_table(**table_parameters(account.table))
    for key, text in ((off, DISABLED.format(off)), (dying, PENDING.format(dying)), ("alias/missing", NO_ALIAS.format(alias))):
        assert failure(account.dynamodb.update_table, TableName=account.table, SSESpecification=kms(key)) == text
    assert "SSEDescription" not in account.described()
    account.dynamodb.update_table(TableName=account.table, SSESpecification=kms("a-key-nobody-made"))


def test_a_deleted_key(server, account):
    arn = account.make_key()
    account.kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    server.clock(advance="168h")
    assert failure(account.make_table, arn) == MISSING.format(arn)


def test_a_table_whose_key_is_switched_off_and_on(account):
    arn = account.make_key()
    account.make_table(arn)
    account.dynamodb.put_item(TableName=account.table, Item=KEY)
    before = account.described()
    account.kms.disable_key(KeyId=arn)
    described = account.described()
    since = described["SSEDescription"].pop("InaccessibleEncryptionDateTime")
    assert abs(since.timestamp() - time.time()) < 30
    assert described == {**before, "TableStatus": INACCESSIBLE}
    assert account.dynamodb.list_tables()["TableNames"] == [account.table]
    account.kms.enable_key(KeyId=arn)
    assert account.described() == before
    assert account.dynamodb.get_item(TableName=account.table, Key=KEY)["Item"] == KEY


def test_the_data_plane(account):
    arn = account.make_key()
    account.make_table(arn)
    account.kms.disable_key(KeyId=arn)
    table, client = account.table, account.dynamodb
    statement = {"Statement": f"""SELECT * FROM "{table}" WHERE pk = 'a'"""}
    put = {"TableName": table, "Item": KEY}
    get = {"TableName": table, "Key": KEY}
    calls = [
        (client.put_item, put),
        (client.get_item, get),
        (client.update_item, get),
        (client.delete_item, get),
        (client.scan, {"TableName": table}),
        (
            client.query,
            {
                "TableName": table,
                "KeyConditionExpression": "pk = :a",
                "ExpressionAttributeValues": {":a": KEY["pk"]},
            },
        ),
        (client.batch_get_item, {"RequestItems": {table: {"Keys": [KEY]}}}),
        (client.batch_write_item, {"RequestItems": {table: [{"PutRequest": {"Item": KEY}}]}}),
        (client.transact_get_items, {"TransactItems": [{"Get": get}]}),
        (client.transact_write_items, {"TransactItems": [{"Put": put}]}),
        (client.execute_statement, statement),
        (client.execute_transaction, {"TransactStatements": [statement]}),
    ]
    for call, parameters in calls:
        assert failure(call, **parameters) == DISABLED.format(arn)
    [response] = client.batch_execute_statement(Statements=[statement])["Responses"]
    assert response["Error"]["Code"] == "ValidationError"
    assert response["Error"]["Message"].startswith(DISABLED.format(arn))


def test_a_key_on_its_way_to_deletion(server, account):
    arn = account.make_key()
    account.make_table(arn)
    account.kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    since = account.described()["SSEDescription"]["InaccessibleEncryptionDateTime"]
    assert failure(account.dynamodb.get_item, TableName=account.table, Key=KEY) == PENDING.format(arn)
    server.clock(advance="100h")
    account.kms.cancel_key_deletion(KeyId=arn)  # and it is disabled
    assert account.status == INACCESSIBLE
    assert account.described()["SSEDescription"]["InaccessibleEncryptionDateTime"] == since
    assert failure(account.dynamodb.get_item, TableName=account.table, Key=KEY) == DISABLED.format(arn)
    account.kms.enable_key(KeyId=arn)
    assert account.status == "ACTIVE"
    account.kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    server.clock(advance="168h")
    assert account.status == INACCESSIBLE
    assert failure(account.dynamodb.get_item, TableName=account.table, Key=KEY) == MISSING.format(arn)


def test_the_control_plane(account):
    arn, other = account.make_key(), account.make_key()
    account.make_table(arn)
    account.kms.disable_key(KeyId=arn)

    def update(**change):
        return account.dynamodb.update_table(TableName=account.table, **change)["TableDescription"]

    index = {
        "IndexName": "by-pk",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
    }
    for specification in (kms(other), {"Enabled": False}):
        assert failure(update, SSESpecification=specification) == DISABLED.format(arn)
    assert (
        failure(
            update,
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            GlobalSecondaryIndexUpdates=[{"Create": index}],
        )
        == DISABLED.format(arn)
    )
    update(TableClass="STANDARD_INFREQUENT_ACCESS")
    assert account.described()["TableClassSummary"]["TableClass"] == "STANDARD_INFREQUENT_ACCESS"
    assert account.status == INACCESSIBLE
    account.dynamodb.delete_table(TableName=account.table)
    assert account.dynamodb.list_tables()["TableNames"] == []


def test_other_tables_go_on(account):
    off = account.make_key()
    account.kms.disable_key(KeyId=off)
    account.make_table(account.make_key())
    account.dynamodb.put_item(TableName=account.table, Item=KEY)
    assert account.status == "ACTIVE"


def test_after_a_restart(tmp_path):
    arguments = ["--data-dir", str(tmp_path / "data")]
    with ServerProcess.start(arguments) as process:
        account = Account(process.endpoint, "111111111111")
        arn = account.make_key()
        account.make_table(arn)
        account.kms.disable_key(KeyId=arn)
        before = account.described()
    with ServerProcess.start(arguments) as process:
        again = Account(process.endpoint, "111111111111")
        again.table = account.table
        assert again.described() == before
        assert failure(again.dynamodb.get_item, TableName=again.table, Key=KEY) == DISABLED.format(arn)
        again.kms.enable_key(KeyId=arn)
        again.dynamodb.get_item(TableName=again.table, Key=KEY)


def test_where_signatures_are_checked_keys_have_to_be_there(tmp_path):
    signed = SignedServer.start(tmp_path)
    dynamodb, keys = signed.boto(), signed.boto(service="kms")
    place = "arn:aws:kms:us-east-1:111122223333:"

    def create(specification):
        return dynamodb.create_table(**table_parameters(unique_name()), SSESpecification=specification)

    assert failure(create, kms("k")) == MISSING.format(place + "key/k")
    assert failure(create, kms("alias/k")) == NO_ALIAS.format(place + "alias/k")
    create({"Enabled": True})
    create(kms("alias/aws/dynamodb"))
    create(kms(keys.create_key()["KeyMetadata"]["KeyId"]))
    signed.close()
    signed.process.stop()
