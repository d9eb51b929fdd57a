"""Streams and iterators outlive a restart of the server."""

import pytest
from stream_reading import StreamServer, iterator_of, number_of, read_on, records_of
from server_process import ServerProcess
from values import s

pytestmark = pytest.mark.own_server


def test_reading_goes_on_after_a_restart(tmp_path):
    arguments = ["--data-dir", str(tmp_path)]
    with ServerProcess.start(arguments) as process:
        server = StreamServer(process)
        table, arn = server.new_table()
        server.client.put_item(TableName=table, Item={"pk": s("a")})
        (before,) = records_of(server.streams, arn)
        horizon = iterator_of(server.streams, arn)
        _, behind = read_on(server.streams, horizon)
        latest = iterator_of(server.streams, arn, "LATEST")
        server.close()
    with ServerProcess.start(arguments) as process:
        server = StreamServer(process)
        assert records_of(server.streams, arn) == [before]
        server.client.put_item(TableName=table, Item={"pk": s("b")})
        for iterator in (behind, latest):
            (after,) = read_on(server.streams, iterator)[0]
            assert after["dynamodb"]["Keys"] == {"pk": s("b")}
            assert int(number_of(after)) > int(number_of(before))
        assert len(read_on(server.streams, horizon)[0]) == 2
        server.close()
