"""What verified signatures and policies cost: signatures.py [ROUNDS [SECONDS]], with DYNAROCKS_BINARY set.

Three servers in memory get the same load in turn: one that checks nothing, one with --auth=sigv4, and one
that also holds requests against the policies of their user. PutItem and GetItem of items of 1 KB over 1,000
keys; the requests are signed beforehand.
"""

import contextlib
import hashlib
import hmac
import json
import pathlib
import sys
import tempfile
import time

from bench_server import BenchServer, compact, print_table, table
from paired_load import measure, rows_of

KEY, SECRET = "AKIABENCH", "bench-secret"
ACCOUNT = "000000000000"
ITEMS = 1_000
FORMS = ("any key", "sigv4", "policies")
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:CreateTable"],
            "Resource": f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/bench",
        },
        {
            "Effect": "Deny",
            "Action": "dynamodb:*",
            "Resource": "*",
            "Condition": {"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": "secret-*"}},
        },
    ],
}


def sign(host, operation, body):
    """The date and the Authorization header of a request."""
    date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    headers = {"host": host, "x-amz-date": date, "x-amz-target": "DynamoDB_20120810." + operation}
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body.encode()).hexdigest()}"
    scope = f"{date[:8]}/us-east-1/dynamodb/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = ("AWS4" + SECRET).encode()
    for part in (*scope.split("/"), text):
        key = hmac.digest(key, part.encode(), "sha256")
    return date, f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={names}, Signature={key.hex()}"


def request_line(server, operation, request):
    body = compact(request)
    date, authorization = sign(f"127.0.0.1:{server.port}", operation, body)
    return f"DynamoDB_20120810.{operation}\t{date}\t{authorization}\t{body}\n"


def start(form, directory):
    if form == "any key":
        return BenchServer("--in-memory")
    credentials = directory / "credentials"
    credentials.write_text(
        f"[bench]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\nidentity = user/bench\n"
    )
    flags = ["--in-memory", "--auth=sigv4", f"--credentials={credentials}"]
    if form == "policies":
        users = directory / "policies" / "users"
        users.mkdir(parents=True)
        (users / "bench.json").write_text(json.dumps(POLICY))
        flags.append(f"--policies={users.parent}")
    return BenchServer(*flags)


def create_table(server):
    definition = table("bench")
    body = compact(definition)
    date, authorization = sign(f"127.0.0.1:{server.port}", "CreateTable", body)
    server.call("CreateTable", definition, {"X-Amz-Date": date, "Authorization": authorization})


def puts():
    return [
        ("PutItem", {"TableName": "bench", "Item": {"pk": {"S": f"key-{i}"}, "data": {"S": "x" * 980}}})
        for i in range(ITEMS)
    ]


def gets():
    return [("GetItem", {"TableName": "bench", "Key": {"pk": {"S": f"key-{i}"}}}) for i in range(ITEMS)]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rows = []
    with tempfile.TemporaryDirectory(prefix="dynarocks-bench-") as name, contextlib.ExitStack() as stack:
        directory = pathlib.Path(name)
        servers = {form: stack.enter_context(start(form, directory)) for form in FORMS}
        for server in servers.values():
            create_table(server)
        for label, requests in (("PutItem, 1 KB", puts()), ("GetItem, 1 KB", gets())):
            files = {}
            for form, server in servers.items():
                file = directory / f"{label}-{form}"
                file.write_text("".join(request_line(server, *request) for request in requests))
                files[form] = str(file)
            rows += rows_of(label, *measure(servers, "prepared_requests.lua", files, rounds, seconds))
    print_table(("", *FORMS, "sigv4 ratio", "policies ratio"), rows)


if __name__ == "__main__":
    main()
