"""Faults planted in the files of a data directory whose server is stopped."""

import struct


def logs(data_dir):
    """The files of the write-ahead log, oldest first."""
    return sorted((data_dir / "store").glob("*.log"))


def table_files(data_dir):
    return sorted((data_dir / "store").glob("*.sst"), key=lambda path: path.stat().st_size)


def flip(path, offset):
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x55
    path.write_bytes(content)


def last_record(path):
    """Where the last record of a log of whole records begins. Blocks are of 32 KiB; a record, or a part of
    one, is a checksum (4 bytes), its length (2), its type (1), and the rest."""
    content = path.read_bytes()
    at = last = 0
    while at + 7 <= len(content):
        left = 32768 - at % 32768
        if left < 7:
            at += left
            continue
        length, kind = struct.unpack_from("<HB", content, at + 4)
        if kind in (1, 2):
            last = at
        at += 7 + length
    return last
