"""A server whose machine loses its power: of the files only what was synced is left."""

import random

import pytest
from server_process import ServerProcess
from table_factory import table_parameters
from values import s


@pytest.mark.parametrize("seed", range(4))
def test_a_new_data_directory(tmp_path, power_loss, connect, seed):
    """With the directories around it, which did not exist either."""
    watched = tmp_path / "watched"
    watched.mkdir()
    arguments = ["--data-dir", str(watched / "some" / "where"), "--durability", "fsync"]
    power_loss.watch(watched)
    with ServerProcess.start(arguments, env=power_loss.environment()) as server:
        connect(server).create_table(**table_parameters("table"))
        connect(server).put_item(TableName="table", Item={"pk": s("a")})
        server.kill()
    power_loss.strike(random.Random(seed))
    with ServerProcess.start(arguments) as server:
        assert connect(server).scan(TableName="table")["Items"] == [{"pk": s("a")}]
