-- Sends requests that are prepared in advance, one after the other and again. Each thread has its own share of
-- them, so that no two threads write the same items at once.
-- Arguments: a file with a request in each line: target, date, Authorization and body, between tabs; and how
-- many threads there are.

local result = require("result")
local prepared, counter = {}, 0
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

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

function init(args)
  local lines = {}
  for line in io.lines(args[1]) do
    lines[#lines + 1] = line
  end
  -- A single request is everyone's.
  local first, step = number, tonumber(args[2])
  if #lines < step then
    first, step = 1, 1
  end
  for i = first, #lines, step do
    prepared[#prepared + 1] = request_of(lines[i])
  end
  result.ready()
end

function request()
  counter = counter % #prepared + 1
  return prepared[counter]
end

done = result.done
