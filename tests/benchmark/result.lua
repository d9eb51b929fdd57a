-- What wrk_load.py reads: READY from each thread that has prepared itself, and RESULT at the end.

local result = {}

function result.ready()
  io.stderr:write("READY\n")
end

function result.done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %.0f %.0f %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), errors.status, errors.connect, errors.read, errors.write,
    errors.timeout))
end

return result
