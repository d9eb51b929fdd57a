-- Sends requests that are prepared in advance, one after the other and again. Each thread has its own share of
-- them, so that no two threads write the same items at once.
-- Arguments: a file with a request in each line: target, date, Authorization and body, between tabs; and how
-- many threads there are.

local timed_load = require("timed_load")
local prepared, counter = {}, 0

local function request_of(line)
  local target, date, authorization, body = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)")
  return wrk.format("POST", "/", {
    ["Content-Type"] = "application/x-amz-json-1.0",
    ["X-Amz-Target"] = target,
    ["X-Amz-Date"] = date,
    ["Authorization"] = authorization,
    ["Host"] = wrk.host .. ":" .. wrk.port,
  }, body)
end

local function prepare(file, threads)
  local lines = {}
  for line in io.lines(file) do
    lines[#lines + 1] = line
  end
  local first, step = number, threads
  if #lines < threads then
    -- A single request is everyone's.
    first, step = 1, 1
  end
  for i = first, #lines, step do
    prepared[#prepared + 1] = request_of(lines[i])
  end
end

function init(args)
  timed_load.run(function() prepare(args[1], tonumber(args[2])) end, function()
    counter = counter % #prepared + 1
    return prepared[counter]
  end)
end
