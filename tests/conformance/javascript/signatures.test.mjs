// Requests that the AWS SDK for JavaScript v3 signs, in their headers and in their query.
//
// DYNAMODB_ENDPOINT names the server. javascript/run starts one that checks signatures and says so in
// SIGNATURES=checked.

import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { request } from "node:http";
import { test } from "node:test";

import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";

const endpoint = new URL(process.env.DYNAMODB_ENDPOINT);
const checked = process.env.SIGNATURES === "checked";
const credentials = { accessKeyId: "dummy", secretAccessKey: "dummy" };

function clientOf(secretAccessKey) {
  return new DynamoDBClient({
    endpoint: endpoint.href,
    region: "us-east-1",
    credentials: { ...credentials, secretAccessKey },
    maxAttempts: 1,
  });
}

test("a request signed in its headers is answered", async () => {
  const client = clientOf("dummy");
  client.middlewareStack.add(
    (next) => (sent) => {
      sent.request.headers["x-note"] = "  a   note ";
      return next(sent);
    },
    { step: "build" },
  );
  assert.ok(Array.isArray((await client.send(new ListTablesCommand({}))).TableNames));
});

test("a request signed with another secret is refused", { skip: !checked }, async () => {
  await assert.rejects(clientOf("wrong").send(new ListTablesCommand({})), {
    name: "InvalidSignatureException",
    message: /^The request signature we calculated does not match the signature you provided\./,
  });
});

/** SHA-256 as the SDK's signer wants it. */
class Sha256 {
  constructor(secret) {
    this.hash = secret ? createHmac("sha256", secret) : createHash("sha256");
  }
  update(data) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
}

function send({ path, query, headers }, body) {
  const target = `${path}?${new URLSearchParams(query)}`.replaceAll("+", "%20");
  return new Promise((resolve, reject) => {
    const { hostname, port } = endpoint;
    const sent = request({ method: "POST", hostname, port, path: target, headers }, (answer) => {
      let text = "";
      answer.on("data", (data) => (text += data));
      answer.on("end", () => resolve({ status: answer.statusCode, body: JSON.parse(text) }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("a presigned request is answered", async () => {
  const signer = new SignatureV4({ credentials, region: "us-east-1", service: "dynamodb", sha256: Sha256 });
  const body = "{}";
  const meant = new HttpRequest({
    method: "POST",
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    port: Number(endpoint.port),
    path: "/",
    query: { note: "ä & b" },
    headers: {
      host: endpoint.host,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
    },
    body,
  });
  const presigned = await signer.presign(meant, {
    expiresIn: 60,
    unhoistableHeaders: new Set(["x-amz-target"]),
    signableHeaders: new Set(["content-type"]),
  });
  const answer = await send(presigned, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  if (!checked) return;
  const changed = await send({ ...presigned, query: { ...presigned.query, note: "c" } }, body);
  assert.equal(changed.body.__type, "com.amazon.coral.service#InvalidSignatureException");
});
