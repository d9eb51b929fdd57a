"""Members of sets that are the same value in two spellings."""

import pytest
from values import ENVELOPE, INVALID, expect_invalid, ns, s


@pytest.mark.parametrize("other", ["1.0", "01", "1e0", "+1", "0.1e1", "10e-1", "1."])
def test_equal_numbers(client, tables, other):
    expect_invalid(
        f"{ENVELOPE}{INVALID}Input collection contains duplicates.",
        client.put_item,
        TableName=tables.s,
        Item={"pk": s("a"), "v": ns("1", "2", other)},
    )


def test_binaries(client, tables):
    sent, item = {"BS": [b"\xff", b"\x00", b"\xff", b"\x01"]}, {"pk": s("a")}
    expect_invalid(
        f'{ENVELOPE}{INVALID}Input collection ["AA==","/w==","/w==","AQ=="]of type BS contains duplicates.',
        client.put_item,
        TableName=tables.s,
        Item={**item, "v": sent},
    )
    expect_invalid(
        f"{INVALID}Input collection [/w==, AA==, /w==, AQ==]of type BS contains duplicates.",
        client.batch_write_item,
        RequestItems={tables.s: [{"PutRequest": {"Item": {**item, "v": sent}}}]},
    )
