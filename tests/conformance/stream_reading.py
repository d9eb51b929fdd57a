"""Tables with streams, and short ways to read them."""

import boto3
from admin_client import AdminServer
from botocore.config import Config
from server_process import ServerProcess
from table_factory import TableFactory

TRIMMED = "The data you are trying to access has been trimmed"
EXPIRED = "The shard iterator has expired and can no longer be used to retrieve stream records."
STREAMS_TARGET = "DynamoDBStreams_20120810"


def specification(view_type="NEW_AND_OLD_IMAGES"):
    return {"StreamEnabled": True, "StreamViewType": view_type}


def set_stream(client, table, view_type):
    """Enables a stream, or disables it (None); answers the ARN of the latest."""
    wanted = specification(view_type) if view_type else {"StreamEnabled": False}
    return client.update_table(TableName=table, StreamSpecification=wanted)["TableDescription"]["LatestStreamArn"]


def arn_of(client, table):
    return client.describe_table(TableName=table)["Table"]["LatestStreamArn"]


def call_raw(raw, operation, body):
    """For members newer than the SDK at hand."""
    return raw.call(operation, body, **{"X-Amz-Target": f"{STREAMS_TARGET}.{operation}"})


def shards_of(streams, arn):
    shards, start = [], {}
    while True:
        page = streams.describe_stream(StreamArn=arn, **start)["StreamDescription"]
        shards += page["Shards"]
        if "LastEvaluatedShardId" not in page:
            return shards
        start = {"ExclusiveStartShardId": page["LastEvaluatedShardId"]}


def iterator_of(streams, arn, kind="TRIM_HORIZON", number=None, shard=None):
    """An iterator of the stream's only shard, or of a certain one."""
    if shard is None:
        (only,) = shards_of(streams, arn)
        shard = only["ShardId"]
    more = {"SequenceNumber": number} if number else {}
    answer = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType=kind, **more)
    assert answer["ShardIterator"].startswith(arn + "|1|")
    return answer["ShardIterator"]


def read_on(streams, iterator, **more):
    """(the records there are, where to read on or None)"""
    records = []
    while iterator:
        page = streams.get_records(ShardIterator=iterator, **more)
        records += page["Records"]
        iterator = page.get("NextShardIterator")
        if not page["Records"]:
            break
    return records, iterator


def records_of(streams, arn, shard=None):
    return read_on(streams, iterator_of(streams, arn, shard=shard))[0]


def events(records):
    """[("INSERT", keys, new image, old image), ...]"""
    return [
        (record["eventName"], change["Keys"], change.get("NewImage"), change.get("OldImage"))
        for record in records
        for change in [record["dynamodb"]]
    ]


def number_of(record):
    return record["dynamodb"]["SequenceNumber"]


class StreamServer(AdminServer):
    """A server of its own whose clock can be moved, and clients of it."""

    def __init__(self, process):
        super().__init__(process)
        self.client, self.streams = (
            boto3.client(
                service,
                region_name="us-east-1",
                aws_access_key_id="dummy",
                aws_secret_access_key="dummy",
                endpoint_url=self.endpoint,
                config=Config(retries={"max_attempts": 0}, parameter_validation=False),
            )
            for service in ("dynamodb", "dynamodbstreams")
        )

    @staticmethod
    def start(*arguments):
        return ServerProcess.start(["--in-memory", "--admin", *arguments])

    def new_table(self, view_type="NEW_AND_OLD_IMAGES"):
        """(its name, its stream's ARN)"""
        table = TableFactory(self.client)("pk:S", StreamSpecification=specification(view_type))
        return table, arn_of(self.client, table)
