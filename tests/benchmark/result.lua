-- What wrk_load.py reads: READY from each thread that has prepared itself, and RESULT at the end.

local result = {}

function result.ready()
  io.stderr:write("READY\n")
end

function result.done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %.0f %.0f\n", summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end

return result
