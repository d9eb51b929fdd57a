-- GetItem of the items that put_item.lua wrote.
-- Arguments: table name.

local timed_load = require("timed_load")
local table_name, counter = "", 0

function init(args)
  table_name = args[1]
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
  wrk.headers["X-Amz-Target"] = "DynamoDB_20120810.GetItem"
  wrk.headers["X-Amz-Date"] = "20260101T000000Z"
  wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, " ..
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" .. string.rep("0", 64)
  timed_load.run(function() end, function()
    counter = (counter + 1) % 50000
    local body = '{"TableName":"' .. table_name .. '","Key":{"pk":{"S":"key-' .. ((number - 1) * 50000 + counter) .. '"}}}'
    return wrk.format(nil, "/", nil, body)
  end)
end
