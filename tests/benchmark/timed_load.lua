-- A load that begins when all threads are ready and is timed by its own clock. wrk starts a thread while it still
-- prepares the next one, and takes the time when all have started: a load of a second would look faster than it is.
--
-- What wrk_load.py reads and writes: READY from each thread that has prepared itself, a byte for each to begin, and
-- RESULT at the end.

local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds, nanoseconds; } timespec; int clock_gettime(int, timespec *);")

local CLOCK_MONOTONIC = 1
local timed_load = {}
local threads = {}

local function now()
  local time = ffi.new("timespec")
  ffi.C.clock_gettime(CLOCK_MONOTONIC, time)
  return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
end

function setup(thread)
  threads[#threads + 1] = thread
  thread:set("number", #threads)
end

-- Requests are what `next` returns, after `prepare` was called.
function timed_load.run(prepare, next)
  local asked = 0
  function request()
    asked = asked + 1
    if number == 1 and asked == 1 then
      -- wrk looks at a request before it starts a thread, and does not send it.
      return wrk.format("GET", "/")
    end
    prepare()
    io.stderr:write("READY\n")
    io.stdin:read(1)
    began = now()
    request = next
    return next()
  end
end

function done(summary, latency)
  local ended, first = now(), math.huge
  for _, thread in ipairs(threads) do
    first = math.min(first, thread:get("began"))
  end
  local errors = summary.errors
  io.write(string.format("RESULT %d %.0f %.0f %.0f %d %d %d %d %d\n", summary.requests, (ended - first) * 1e6,
    latency:percentile(50), latency:percentile(99), errors.status, errors.connect, errors.read, errors.write,
    errors.timeout))
end

return timed_load
