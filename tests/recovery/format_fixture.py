"""A data directory with a row of every kind, as a release left it, and the answers it must go on giving.

python3 tests/recovery/format_fixture.py, with DYNAROCKS_BINARY naming the release's program, writes
tests/recovery/formats/<version>/plain.tar.gz and encrypted.tar.gz; docs/storage-format.md says when.
"""

import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

import boto3

FORMATS = pathlib.Path(__file__).resolve().parent / "formats"
KEY = "00112233445566778899aabbccddeeff" * 2
FAR = "4102444800"  # the year 2100
ACCOUNT_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/"
STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


def item(number):
    """One with every type of attribute, and with values at the borders of their stored forms."""
    return {
        "pk": {"S": f"p{number % 5}"},
        "sk": {"N": str(number - 20)},
        "g": {"B": "AAEA/w=="},
        "l": {"S": f"ü{number}"},
        "t": {"N": FAR if number % 2 else "1.5"},
        "s": {"S": "x" * (number * 7)},
        "n": {"N": ["0", "-1.5", "9.9999999999999999999999999999999999999E+125", "-1E-130"][number % 4]},
        "b": {"BOOL": number % 3 == 0},
        "nothing": {"NULL": True},
        "ss": {"SS": ["a", "ü"]},
        "ns": {"NS": ["-1", "2.5"]},
        "bs": {"BS": ["/w==", "AA=="]},
        "m": {"M": {"deep": {"L": [{"M": {}}, {"L": []}, {"N": str(number)}]}, "empty": {"S": ""}}},
    }


def requests():
    """(operation, body): what fills the directory, in order."""
    definitions = [{"AttributeName": name, "AttributeType": kind} for name, kind in zip(("g", "l", "pk", "sk"), "BSSN")]
    hash_key = {"AttributeName": "pk", "KeyType": "HASH"}
    local = [hash_key, {"AttributeName": "l", "KeyType": "RANGE"}]
    included = {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["m", "n"]}
    yield "CreateTable", {
        "TableName": "everything",
        "AttributeDefinitions": definitions,
        "KeySchema": [hash_key, {"AttributeName": "sk", "KeyType": "RANGE"}],
        "LocalSecondaryIndexes": [
            {"IndexName": "local", "KeySchema": local, "Projection": {"ProjectionType": "KEYS_ONLY"}}
        ],
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "global",
                "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                "Projection": included,
                "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4},
            }
        ],
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 2},
        "StreamSpecification": STREAM,
        "Tags": [{"Key": "colour", "Value": "blue"}, {"Key": "empty", "Value": ""}],
        "TableClass": "STANDARD_INFREQUENT_ACCESS",
    }
    yield "CreateTable", {
        "TableName": "plain",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "N"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": True,
        "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    }
    yield "UpdateTimeToLive", {
        "TableName": "everything",
        "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "t"},
    }
    for number in range(40):
        yield "PutItem", {"TableName": "everything", "Item": item(number)}
        yield "PutItem", {"TableName": "plain", "Item": {"id": {"N": str(number)}}}
    for number in range(0, 40, 9):
        yield "DeleteItem", {"TableName": "everything", "Key": {name: item(number)[name] for name in ("pk", "sk")}}
    yield "TransactWriteItems", {
        "ClientRequestToken": "token",
        "TransactItems": [{"Put": {"TableName": "plain", "Item": {"id": {"N": "-1"}}}}],
    }
    deny = {"Effect": "Deny", "Principal": "*", "Action": "dynamodb:DeleteTable", "Resource": ACCOUNT_ARN + "everything"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    yield "PutResourcePolicy", {"ResourceArn": ACCOUNT_ARN + "everything", "Policy": policy}
    yield "UpdateTable", {"TableName": "plain", "StreamSpecification": {"StreamEnabled": False}}
    yield "EnableKinesisStreamingDestination", {
        "TableName": "plain",
        "StreamArn": "arn:aws:kinesis:us-east-1:000000000000:stream/changes",
    }


def answers(raw, kms):
    """What the API says about all of it. Records of streams are left out: they live for a day."""
    shown = {}
    for name in ("everything", "plain"):
        table = raw.ok("DescribeTable", {"TableName": name})["Table"]
        shown[name] = {
            "table": table,
            "items": raw.ok("Scan", {"TableName": name})["Items"],
            "tags": raw.ok("ListTagsOfResource", {"ResourceArn": table["TableArn"]}),
            "expiry": raw.ok("DescribeTimeToLive", {"TableName": name}),
            "destinations": raw.ok("DescribeKinesisStreamingDestination", {"TableName": name}),
        }
    for index in ("local", "global"):
        shown[index] = raw.ok("Scan", {"TableName": "everything", "IndexName": index})["Items"]
    query = {":p": {"S": "p1"}, ":l": {"S": "ü"}}
    shown["query"] = raw.ok(
        "Query",
        {
            "TableName": "everything",
            "IndexName": "local",
            "KeyConditionExpression": "pk = :p AND begins_with(l, :l)",
            "ExpressionAttributeValues": query,
        },
    )["Items"]
    shown["policy"] = raw.ok("GetResourcePolicy", {"ResourceArn": ACCOUNT_ARN + "everything"})
    shown["key"] = kms("describe_key", KeyId="alias/fixture")
    return shown


def kms_caller(endpoint):
    client = boto3.session.Session(
        aws_access_key_id="dummy", aws_secret_access_key="dummy", region_name="us-east-1"
    ).client("kms", endpoint_url=endpoint)

    def call(operation, **parameters):
        answer = getattr(client, operation)(**parameters)
        return json.loads(json.dumps(answer.get("KeyMetadata", {}), default=str))

    return call


def key_file(directory):
    path = pathlib.Path(directory) / "key"
    path.write_text(KEY + "\n")
    path.chmod(0o600)
    return path


def make(target, encrypted):
    from raw_client import RawClient
    from server_process import ServerProcess

    with tempfile.TemporaryDirectory() as directory:
        data = pathlib.Path(directory) / "data"
        flags = ["--data-dir", str(data)]
        flags += ["--encryption-key-file", str(key_file(directory))] if encrypted else []
        with ServerProcess.start(flags) as server:
            raw = RawClient(server.endpoint)
            kms = kms_caller(server.endpoint)
            key = kms("create_key", Description="of the fixture")["KeyId"]
            kms("create_alias", AliasName="alias/fixture", TargetKeyId=key)
            for number, (operation, body) in enumerate(requests()):
                raw.ok(operation, body)
                if number == 60:
                    server.stop()  # so that rows are in files and, from here on, in the log
                    with ServerProcess.start([*flags, "--durability", "none"]) as flusher:
                        RawClient(flusher.endpoint).ok("PutItem", {"TableName": "plain", "Item": {"id": {"N": "99"}}})
                    server = ServerProcess.start(flags)
                    raw = RawClient(server.endpoint)
                    kms = kms_caller(server.endpoint)
            expected = answers(raw, kms)
            server.kill()
        (data / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True))
        target.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(target, "w:gz") as archive:
            archive.add(data, "data")


def main():
    sys.path.insert(0, str(FORMATS.parents[1] / "conformance"))
    from server_process import binary

    version = re.search(r"[0-9.]+", subprocess.run([binary(), "--version"], capture_output=True, text=True).stdout)
    for name in ("plain", "encrypted"):
        make(FORMATS / version.group() / f"{name}.tar.gz", name == "encrypted")


if __name__ == "__main__":
    main()
