-- PutItem of items of 1 KB over 100,000 keys.
-- Arguments: table name.

local timed_load = require("timed_load")
local filler = string.rep("x", 980)
local table_name, counter, pass = "", 0, 0

function init(args)
  table_name = args[1]
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
  wrk.headers["X-Amz-Target"] = "DynamoDB_20120810.PutItem"
  wrk.headers["X-Amz-Date"] = "20260101T000000Z"
  wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, " ..
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" .. string.rep("0", 64)
  timed_load.run(function() end, function()
    counter = (counter + 1) % 50000
    -- Each put changes what is there: a server may spare itself one that does not.
    if counter == 0 then pass = pass + 1 end
    local body = '{"TableName":"' .. table_name .. '","Item":{"pk":{"S":"key-' .. ((number - 1) * 50000 + counter) ..
      '"},"data":{"S":"' .. filler .. '"},"n":{"N":"' .. pass .. '"}}}'
    return wrk.format(nil, "/", nil, body)
  end)
end
