// `npm run test:deep [-- logs [first seed]]`: the fuzz of the mining engine at full size, 100 000 random logs in about five
// minutes of one core. Shards of it
// run side by side: `-- 50000` and `-- 50000 50000`.
import { spawn } from "node:child_process";

const [logs = "100000", first = "0"] = process.argv.slice(2);
if (!/^[1-9]\d{0,8}$/.test(logs) || !/^\d{1,9}$/.test(first)) {
  console.error(`How many logs, from which seed on? Two numbers, got ${logs} ${first}.`);
  process.exit(2);
}
const child = spawn(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "shared/mining/fuzz.test.ts"],
  { stdio: "inherit", env: { ...process.env, FLOYO_FUZZ_LOGS: logs, FLOYO_FUZZ_FIRST: first } },
);
child.on("exit", (code) => process.exit(code ?? 1));
