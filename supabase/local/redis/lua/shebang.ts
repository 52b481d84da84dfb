/**
 * A script as a plain Redis understands it. Upstash's own flag `allow-key-locking` goes; a first line that says nothing
 * more goes with it, because Redis before 7 knows no shebang and Redis 7 refuses unknown flags. Line numbers stay.
 */
export function plainScript(script: Buffer): Buffer {
  const end = script.indexOf("\n");
  const line = script.toString("latin1", 0, end < 0 ? script.length : end);
  const match = /^#!lua(?:\s+flags=(\S*))?\s*$/.exec(line);
  if (!match) return script;
  const flags = (match[1] ?? "").split(",").filter((flag) => flag !== "" && flag !== "allow-key-locking");
  const first = flags.length > 0 ? `#!lua flags=${flags.join(",")}` : "";
  return Buffer.concat([Buffer.from(first), end < 0 ? Buffer.alloc(0) : script.subarray(end)]);
}
