"""Servers whose tables stay in their transient statuses until the clock is advanced."""

import contextlib

from admin_client import AdminServer
from index_parameters import definition, index, table_with
from server_process import ServerProcess
from table_factory import unique_name

IN_USE = "Attempt to change a resource which is still in use: "
MINUTE = ["--delay-transient-statuses", "--transient-status-millis=60000"]


@contextlib.contextmanager
def minute_server(*flags):
    """Each status lasts a minute by a clock that stands still."""
    with ServerProcess.start([*(flags or ("--in-memory",)), *MINUTE, "--admin"]) as process:
        server = AdminServer(process)
        server.clock(freeze=True)
        yield server
        server.close()


def in_use(detail):
    return "ResourceInUseException", IN_USE + detail


class Table:
    """A table of a server of the kind above; ACTIVE unless told otherwise."""

    def __init__(self, server, active=True, **changes):
        self.server = server
        self.name = unique_name()
        if "GlobalSecondaryIndexes" not in changes:
            changes["AttributeDefinitions"] = [definition("pk"), definition("sk")]
        self.parameters = table_with(self.name, **changes)
        self.created = server.api.ok("CreateTable", self.parameters)["TableDescription"]
        if active:
            server.clock(advance="60s")

    def call(self, operation, **members):
        return self.server.api.call(operation, {"TableName": self.name, **members})

    def update(self, **members):
        return self.call("UpdateTable", **members)

    def add_index(self, name="by-g", **members):
        new = {"Create": index(name, "g", **members)}
        return self.update(AttributeDefinitions=[definition("g")], GlobalSecondaryIndexUpdates=[new])

    def describe(self):
        answer = self.call("DescribeTable")
        assert answer.status == 200, answer.content
        return answer.body["Table"]

    def status(self):
        return self.describe()["TableStatus"]

    def wait(self):
        """Lets what is under way end."""
        self.server.clock(advance="60s")
        return self.describe()
