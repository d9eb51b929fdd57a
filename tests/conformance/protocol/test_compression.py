"""Compressed requests and answers."""

import gzip
import json
import zlib

import pytest
from http_connection import Connection, assert_too_large, call, list_tables

pytestmark = pytest.mark.own_server


def test_requests_may_be_compressed(server):
    body = b'{"Limit": 5}'
    members = gzip.compress(body[:4]) + gzip.compress(body[4:])
    with Connection(server) as connection:
        for coding, data in (
            ("gzip", gzip.compress(body)),
            ("GZIP", members),
            ("deflate", zlib.compress(body)),
        ):
            response = connection.ask(call("ListTables", data, f"Content-Encoding: {coding}"))
            assert response.status == 200, response.body
        for coding, data in (
            ("br", body),
            ("gzip", b""),
            ("gzip", gzip.compress(body)[:-1]),
            ("deflate", body),
        ):
            response = connection.ask(call("ListTables", data, f"Content-Encoding: {coding}"))
            assert response.status == 500
            assert json.loads(response.body)["__type"].endswith("#InternalServerError")
        bomb = gzip.compress(b" " * ((16 << 20) + 1))
        assert_too_large(connection.ask(call("ListTables", bomb, "Content-Encoding: gzip")))


@pytest.fixture(scope="module")
def many_tables(server):
    """Enough tables for a list of more than 4096 bytes."""
    with Connection(server) as connection:
        for i in range(40):
            table = {
                "TableName": f"table-{i:02}-" + "n" * 120,
                "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
                "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
                "BillingMode": "PAY_PER_REQUEST",
            }
            request = call("CreateTable", table).replace(b"dummy/", b"111122223333/")
            response = connection.ask(request)
            assert response.status == 200, response.body
    return list_tables().replace(b"dummy/", b"111122223333/")


def test_long_responses_are_compressed_where_that_is_accepted(server, many_tables):
    decoders = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: lambda body: body}
    with Connection(server) as connection:
        plain = connection.ask(many_tables)
        assert len(plain.body) > 4096
        for accept, expected in (
            ("gzip", "gzip"),
            ("deflate", "deflate"),
            ("identity", None),
            ("gzip, deflate, br", "gzip"),
            ("*, deflate", "deflate"),
            ("gzip;q=0", None),
        ):
            request = many_tables.replace(
                b"\r\n\r\n", f"\r\nAccept-Encoding: {accept}\r\n\r\n".encode(), 1
            )
            response = connection.ask(request)
            assert response["Content-Encoding"] == expected
            assert decoders[expected](response.body) == plain.body
            assert int(response["x-amz-crc32"]) == zlib.crc32(response.body)
        # short ones are not
        short = connection.ask(list_tables("Accept-Encoding: gzip"))
        assert short["Content-Encoding"] is None
