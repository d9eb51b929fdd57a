// A table's changes through the AWS SDK for JavaScript v3's client of DynamoDB Streams.
//
// DYNAMODB_ENDPOINT names the server (javascript/run starts one).

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";

const options = {
  endpoint: process.env.DYNAMODB_ENDPOINT,
  region: "us-east-1",
  credentials: { accessKeyId: "dummy", secretAccessKey: "dummy" },
  maxAttempts: 1,
};
const client = new DynamoDBClient(options);
const streams = new DynamoDBStreamsClient(options);

test("a consumer reads the changes of a table", async () => {
  const TableName = `javascript-${randomUUID()}`;
  const created = await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  const StreamArn = created.TableDescription.LatestStreamArn;
  const item = { pk: { S: "a" }, bytes: { B: new Uint8Array([1, 2]) }, numbers: { NS: ["1"] } };
  await client.send(new PutItemCommand({ TableName, Item: item }));
  await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: "a" } } }));
  await client.send(new DeleteTableCommand({ TableName }));

  const listed = await streams.send(new ListStreamsCommand({ TableName }));
  assert.deepEqual(
    listed.Streams.map((stream) => stream.StreamArn),
    [StreamArn],
  );
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  assert.equal(StreamDescription.StreamStatus, "DISABLED");
  assert.ok(StreamDescription.CreationRequestDateTime instanceof Date);
  const [{ ShardId }] = StreamDescription.Shards;
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
  );
  const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  assert.equal(NextShardIterator, undefined);
  assert.deepEqual(
    Records.map((record) => record.eventName),
    ["INSERT", "REMOVE"],
  );
  assert.deepEqual(Records[0].dynamodb.NewImage, item);
  assert.deepEqual(Records[1].dynamodb.OldImage, item);
  assert.ok(Records[0].dynamodb.ApproximateCreationDateTime instanceof Date);

  await assert.rejects(
    streams.send(new GetRecordsCommand({ ShardIterator: `${ShardIterator}x` })),
    { name: "ValidationException", message: "Invalid ShardIterator" },
  );
});
