// The life of a table through the AWS SDK for JavaScript v3 and its DocumentClient.
//
// DYNAMODB_ENDPOINT names the server (javascript/run starts one).

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";

import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
  paginateQuery,
} from "@aws-sdk/lib-dynamodb";

const client = new DynamoDBClient({
  endpoint: process.env.DYNAMODB_ENDPOINT,
  region: "us-east-1",
  credentials: { accessKeyId: "dummy", secretAccessKey: "dummy" },
  maxAttempts: 1,
});
const documents = DynamoDBDocumentClient.from(client);
const TableName = `javascript-${randomUUID()}`;

before(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "UserId", AttributeType: "S" },
        { AttributeName: "Timestamp", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "UserId", KeyType: "HASH" },
        { AttributeName: "Timestamp", KeyType: "RANGE" },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName });
});

after(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName });
  client.destroy();
});

test("the table is listed and described", async () => {
  const { TableNames } = await client.send(new ListTablesCommand({}));
  assert.ok(TableNames.includes(TableName));
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  assert.equal(Table.TableStatus, "ACTIVE");
  assert.ok(Table.CreationDateTime instanceof Date);
});

test("an item is written, read, updated and deleted", async () => {
  const Key = { UserId: "123", Timestamp: 1 };
  const Item = {
    ...Key,
    text: "漢字 🦀",
    number: 12.5,
    flag: true,
    nothing: null,
    list: [1, "two", [3]],
    map: { a: { b: "c" } },
    set: new Set(["a", "b"]),
    bytes: new Uint8Array([0, 1, 255]),
  };
  await documents.send(new PutCommand({ TableName, Item }));
  const found = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  assert.deepEqual(found.Item, Item);
  const updated = await documents.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: "SET #n = #n + :one, #m.a.b = :new REMOVE #l[0]",
      ExpressionAttributeNames: { "#n": "number", "#m": "map", "#l": "list" },
      ExpressionAttributeValues: { ":one": 1, ":new": "d" },
      ReturnValues: "ALL_NEW",
    }),
  );
  assert.equal(updated.Attributes.number, 13.5);
  assert.deepEqual(updated.Attributes.map, { a: { b: "d" } });
  assert.deepEqual(updated.Attributes.list, ["two", [3]]);
  const deleted = await documents.send(new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD" }));
  assert.equal(deleted.Attributes.number, 13.5);
  const gone = await documents.send(new GetCommand({ TableName, Key }));
  assert.equal(gone.Item, undefined);
});

test("batches, queries, pages and scans", async () => {
  const numbers = [...Array(25).keys()];
  const written = await documents.send(
    new BatchWriteCommand({
      RequestItems: {
        [TableName]: numbers.map((n) => ({ PutRequest: { Item: { UserId: "batch", Timestamp: n, even: n % 2 === 0 } } })),
      },
    }),
  );
  assert.deepEqual(written.UnprocessedItems, {});
  const read = await documents.send(
    new BatchGetCommand({
      RequestItems: { [TableName]: { Keys: [3, 4, 99].map((n) => ({ UserId: "batch", Timestamp: n })) } },
    }),
  );
  assert.deepEqual(read.Responses[TableName].map((item) => item.Timestamp).sort(), [3, 4]);

  const query = {
    TableName,
    KeyConditionExpression: "UserId = :u",
    ExpressionAttributeValues: { ":u": "batch" },
  };
  const pages = []; // the paginator writes into its input, hence the copy
  for await (const page of paginateQuery({ client: documents, pageSize: 10 }, { ...query })) {
    pages.push(page.Items.map((item) => item.Timestamp));
  }
  assert.deepEqual(pages.flat(), numbers);
  assert.deepEqual(pages.map((page) => page.length), [10, 10, 5]);

  const filtered = await documents.send(
    new QueryCommand({
      ...query,
      KeyConditionExpression: "UserId = :u AND #t BETWEEN :a AND :b",
      FilterExpression: "even = :true",
      ExpressionAttributeNames: { "#t": "Timestamp" },
      ExpressionAttributeValues: { ":u": "batch", ":a": 5, ":b": 10, ":true": true },
      ScanIndexForward: false,
    }),
  );
  assert.deepEqual(filtered.Items.map((item) => item.Timestamp), [10, 8, 6]);

  const scanned = await documents.send(new ScanCommand({ TableName, Select: "COUNT" }));
  assert.equal(scanned.Count, 25);
});

test("errors arrive as the SDK's exceptions", async () => {
  const put = { TableName, Item: { UserId: "once", Timestamp: 1 }, ConditionExpression: "attribute_not_exists(UserId)" };
  await documents.send(new PutCommand(put));
  await assert.rejects(
    documents.send(new PutCommand({ ...put, ReturnValuesOnConditionCheckFailure: "ALL_OLD" })),
    (error) => {
      assert.equal(error.name, "ConditionalCheckFailedException");
      assert.equal(error.message, "The conditional request failed");
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.match(error.$metadata.requestId, /^[0-9A-Z]{52}$/);
      return true;
    },
  );
  await assert.rejects(documents.send(new GetCommand({ TableName: "no-such-table", Key: { a: 1 } })), {
    name: "ResourceNotFoundException",
  });
  await assert.rejects(documents.send(new GetCommand({ TableName, Key: { wrong: 1 } })), {
    name: "ValidationException",
    message: "The provided key element does not match the schema",
  });
  await documents.send(new DeleteCommand({ TableName, Key: { UserId: "once", Timestamp: 1 } }));
});
