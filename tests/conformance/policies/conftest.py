"""One server for the cases of a file, which all have users of their own."""

import os
import pathlib

import pytest
from policy_server import ACCOUNT, PolicyServer
from values import n, s

os.environ.setdefault("DYNAROCKS_BINARY", str(pathlib.Path(__file__).resolve().parents[3] / "build/release/dynarocks"))


@pytest.fixture(scope="module")
def policies(request, tmp_path_factory):
    """The server of the module's USERS, a function that makes them, with the table Music in it:
    keys artist (S) and song (S), indexes by-year (year, N) and by-genre (local, genre S), a stream,
    time to live, tags."""
    server = PolicyServer(tmp_path_factory.mktemp("policies"))
    request.module.make_users(server)
    with server.run("--admin"):
        make_music(server)
        yield server


def make_music(server):
    root = server.client("root")
    for name in ("Music", "Other"):
        root.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": "artist", "AttributeType": "S"},
                {"AttributeName": "song", "AttributeType": "S"},
                {"AttributeName": "year", "AttributeType": "N"},
                {"AttributeName": "genre", "AttributeType": "S"},
            ],
            KeySchema=[
                {"AttributeName": "artist", "KeyType": "HASH"},
                {"AttributeName": "song", "KeyType": "RANGE"},
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "by-year",
                    "KeySchema": [{"AttributeName": "year", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
            LocalSecondaryIndexes=[
                {
                    "IndexName": "by-genre",
                    "KeySchema": [
                        {"AttributeName": "artist", "KeyType": "HASH"},
                        {"AttributeName": "genre", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            Tags=[{"Key": "team", "Value": "blue"}, {"Key": "stage", "Value": "test"}],
        )
    for artist in ("Abba", "Blur", "Cher", ACCOUNT):
        item = {"artist": s(artist), "song": s("One"), "year": n(1999), "genre": s("pop"), "price": n(5)}
        root.put_item(TableName="Music", Item=item)
