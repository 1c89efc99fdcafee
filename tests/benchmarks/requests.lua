-- For wrk: asks what stands in a file, a path and a cookie on each line, in turn, and tells what it found as JSON.
local asked, turn = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local path, cookie = line:match("^([^\t]*)\t(.*)$")
    local headers = {}
    for name, value in pairs(wrk.headers) do headers[name] = value end
    if cookie ~= "" then headers["Cookie"] = cookie end
    asked[#asked + 1] = wrk.format("GET", path, headers)
  end
  turn = tonumber(arguments[2])
end

function request()
  turn = turn + 1
  return asked[(turn - 1) % #asked + 1]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'found {"requests": %d, "microseconds": %d, "bytes": %d, "refused": %d, "broken": %d, "p50": %d, "p95": %d, "p99": %d}\n',
    summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
