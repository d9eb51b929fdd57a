"""What many clients see and leave behind when they all work on one server at once.

The load runs once for each kind of storage; each test looks at one promise. The choices of the clients come
from a seed (ISOLATION_SEED), the moments at which they meet do not.
"""

import load_run
import pytest
from account_load import AccountLoad
from counter_load import ChainLoad, CounterLoad, VersionLoad
from group_load import GroupLoad
from list_load import ListLoad
from register_load import RegisterLoad
from server_process import ServerProcess
from table_state import check_table
from token_load import TokenLoad

LOADS = [RegisterLoad, AccountLoad, ListLoad, CounterLoad, VersionLoad, ChainLoad, GroupLoad, TokenLoad]
SECONDS = 5


@pytest.fixture(scope="module", params=["memory", "disk"])
def history(request, tmp_path_factory):
    # More event loops than processor cores, so that requests meet in the middle; and on disk each write
    # takes the time of a synchronous one, so that transactions are met while they run.
    arguments = ["--in-memory"]
    if request.param == "disk":
        arguments = ["--data-dir", str(tmp_path_factory.mktemp("isolation") / "data"), "--durability", "fsync"]
    with ServerProcess.start([*arguments, "--threads", "6"]) as server:
        over = load_run.run(server.port, [load() for load in LOADS], SECONDS)
        # In memory a transaction is over so soon that a run may pass without one being met.
        assert request.param == "memory" or over.conflicts, "no request met another: the run shows nothing"
        yield over
        assert server.running(), server.stderr


@pytest.mark.parametrize("load", LOADS)
def test_promise(history, load):
    history.check(load)


def test_indexes_equal_their_tables(history):
    """And all counts are exact."""
    for request in history.tables():
        _, indexes = check_table(history.client, request["TableName"])
        asked_for = [request.get(f"{kind}SecondaryIndexes", []) for kind in ("Local", "Global")]
        assert indexes == sum(map(len, asked_for))
