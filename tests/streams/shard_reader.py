"""Follows one shard from a checkpoint to its end."""

from clients import LightClient, ServiceError
from leases import TRIM_HORIZON

STREAMS_API = "DynamoDBStreams_20120810"


class ShardReader:
    def __init__(self, stream_arn, shard, checkpoint, page_size=1000):
        self.stream_arn = stream_arn
        self.shard = shard
        self.position = checkpoint
        self.page_size = page_size
        self.iterator = None
        self.finished = False
        self.renewals = 0  # of iterators that were too old
        self.trimmed = 0  # how often records were gone before they were read

    def read(self, client):
        """The next records, which may be none."""
        if self.iterator is None:
            self.iterator = self.fetch_iterator(client)
        try:
            page = client.call("GetRecords", {"ShardIterator": self.iterator, "Limit": self.page_size})
        except ServiceError as error:
            if error.code == "ExpiredIteratorException":
                self.renewals += 1
            elif error.code == "TrimmedDataAccessException":
                self.trimmed += 1
                self.position = TRIM_HORIZON
            else:
                raise
            self.iterator = None
            return []
        if page["Records"]:
            self.position = page["Records"][-1]["dynamodb"]["SequenceNumber"]
        self.iterator = page.get("NextShardIterator")
        self.finished = self.iterator is None
        return page["Records"]

    def fetch_iterator(self, client):
        body = {"StreamArn": self.stream_arn, "ShardId": self.shard}
        if self.position == TRIM_HORIZON:
            body["ShardIteratorType"] = "TRIM_HORIZON"
        else:
            body |= {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self.position}
        return client.call("GetShardIterator", body)["ShardIterator"]


def streams_client(port):
    return LightClient(port, STREAMS_API)


def describe_stream(client, stream_arn, page_size=100):
    """The description, page by page of its shards."""
    body = {"StreamArn": stream_arn, "Limit": page_size}
    while True:
        page = client.call("DescribeStream", body)["StreamDescription"]
        yield page
        if "LastEvaluatedShardId" not in page:
            return
        body["ExclusiveStartShardId"] = page["LastEvaluatedShardId"]


def list_shards(client, stream_arn, page_size=100):
    return [shard for page in describe_stream(client, stream_arn, page_size) for shard in page["Shards"]]
