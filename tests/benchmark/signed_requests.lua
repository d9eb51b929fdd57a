-- Sends requests that are signed already, one after the other and again.
-- Arguments: a file with a request in each line: operation, date, Authorization and body, between tabs.

local requests, counter = {}, 0

function init(args)
  wrk.method = "POST"
  for line in io.lines(args[1]) do
    local operation, date, authorization, body = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)")
    requests[#requests + 1] = wrk.format(nil, "/", {
      ["Content-Type"] = "application/x-amz-json-1.0",
      ["X-Amz-Target"] = "DynamoDB_20120810." .. operation,
      ["X-Amz-Date"] = date,
      ["Authorization"] = authorization,
      ["Host"] = wrk.host .. ":" .. wrk.port,
    }, body)
  end
end

function request()
  counter = counter % #requests + 1
  return requests[counter]
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %.0f %d %d %.0f %.0f\n", summary.requests / summary.duration * 1e6,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
