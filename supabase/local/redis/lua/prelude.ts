/**
 * What a script finds beside Lua's own base, string, table and math: `redis`, and the names of Lua 5.1 that later
 * versions moved. Global variables are refused, as Redis refuses them. Gets the function that runs a command.
 */
export const PRELUDE = `
local run, sha1hex = ...
redis = {
  pcall = run,
  call = function(...)
    local reply = run(...)
    if type(reply) == "table" and reply.err then error(reply, 0) end
    return reply
  end,
  error_reply = function(message) return { err = message } end,
  status_reply = function(message) return { ok = message } end,
  sha1hex = sha1hex,
  log = function() end,
  LOG_DEBUG = 0, LOG_VERBOSE = 1, LOG_NOTICE = 2, LOG_WARNING = 3,
}
unpack, loadstring, math.pow = table.unpack, load, function(x, y) return x ^ y end
for _, name in ipairs({ "io", "os", "package", "require", "dofile", "loadfile", "debug", "coroutine", "print", "collectgarbage" }) do
  _G[name] = nil
end
setmetatable(_G, {
  __newindex = function(_, name) error("Script attempted to create global variable '" .. tostring(name) .. "'", 2) end,
  __index = function(_, name) error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2) end,
})
`;
