"""Tables with Kinesis destinations on servers of the tests' own."""

import contextlib
import time

from admin_client import AdminServer
from kinesis_endpoint import KinesisEndpoint
from server_process import ServerProcess
from table_factory import table_parameters, unique_name

NO_PERMISSION = "User does not have a permission to use kinesis stream"
STATE = "Table is not in a valid state to enable Kinesis Streaming Destination: "
MUST_BE_PAST = (
    STATE + "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation."
)
MUST_BE_ACTIVE = STATE + "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation."


def kinesis_arn(stream="stream"):
    return f"arn:aws:kinesis:us-east-1:000000000000:stream/{stream}"


def precision(name):
    return {"ApproximateCreationDateTimePrecision": name}


@contextlib.contextmanager
def kinesis_server(*flags, streams=("stream",), **options):
    """(a server, the Kinesis it delivers to)"""
    with KinesisEndpoint(*streams, **options) as kinesis:
        arguments = [*(flags or ("--in-memory",)), "--admin", f"--kinesis-endpoint={kinesis.url}"]
        with ServerProcess.start(arguments) as process:
            server = AdminServer(process)
            yield server, kinesis
            server.close()


class Table:
    """A table of such a server, with the names of the operations shortened."""

    def __init__(self, api, hash_key="pk:S", range_key=None):
        self.api = api
        self.name = unique_name()
        api.ok("CreateTable", table_parameters(self.name, hash_key, range_key))

    def call(self, operation, **members):
        return self.api.call(operation, {"TableName": self.name, **members})

    def ok(self, operation, **members):
        answer = self.call(operation, **members)
        assert answer.status == 200, answer.content
        return answer.body

    def enable(self, stream="stream", **members):
        return self.call("EnableKinesisStreamingDestination", StreamArn=kinesis_arn(stream), **members)

    def disable(self, stream="stream", **members):
        return self.call("DisableKinesisStreamingDestination", StreamArn=kinesis_arn(stream), **members)

    def update(self, stream="stream", **members):
        return self.call("UpdateKinesisStreamingDestination", StreamArn=kinesis_arn(stream), **members)

    def describe(self):
        return self.ok("DescribeKinesisStreamingDestination")["KinesisDataStreamDestinations"]

    def statuses(self):
        return [destination["DestinationStatus"] for destination in self.describe()]

    def settle(self, stream="stream"):
        """The status of the destination once it is no longer ENABLING."""
        while True:
            for destination in self.describe():
                if destination["StreamArn"] == kinesis_arn(stream) and destination["DestinationStatus"] != "ENABLING":
                    return destination["DestinationStatus"]
            time.sleep(0.005)

    def activate(self, stream="stream", **members):
        answer = self.enable(stream, **members)
        assert answer.status == 200, answer.content
        assert self.settle(stream) == "ACTIVE"
        return self

    def put(self, key, **attributes):
        self.ok("PutItem", Item={"pk": {"S": key}, **attributes})

    def delete(self, key):
        self.ok("DeleteItem", Key={"pk": {"S": key}})


def keys_of(records):
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]
