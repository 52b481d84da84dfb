/** Names a function sees locally; hosted gives its own few and the project's secrets. */
const GIVEN = /^(SUPABASE_URL$|FLOYO_|QSTASH_|UPSTASH_|RESEND_)/;
/** Ways into the database that only tests may use. */
const NEVER = /^FLOYO_TEST_/;

/** The part of `env` that a function may see: no key that hosted would not hand to it either. */
export function functionEnvironment(env: Record<string, string | undefined>): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && GIVEN.test(name) && !NEVER.test(name)) given[name] = value;
  }
  return given;
}

/** What Deno itself needs; the runtime removes these before the function's code runs. */
export function denoEnvironment(denoDir: string): Record<string, string> {
  return {
    DENO_DIR: denoDir,
    DENO_NO_PACKAGE_JSON: "1",
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
    ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
  };
}
