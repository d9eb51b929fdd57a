-- GetItem of the items that put_item.lua wrote.
-- Arguments: table name.

local result = require("result")
local table_name, counter = "", 0
local threads = 0

function setup(thread)
  thread:set("offset", threads * 50000)
  threads = threads + 1
end

function init(args)
  table_name = args[1]
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
  wrk.headers["X-Amz-Target"] = "DynamoDB_20120810.GetItem"
  wrk.headers["X-Amz-Date"] = "20260101T000000Z"
  wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, " ..
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" .. string.rep("0", 64)
  result.ready()
end

function request()
  counter = (counter + 1) % 50000
  local body = '{"TableName":"' .. table_name .. '","Key":{"pk":{"S":"key-' .. (offset + counter) .. '"}}}'
  return wrk.format(nil, "/", nil, body)
end

done = result.done
