// `npm run test:deep [-- logs]`: the fuzz of the mining engine at full size, 100 000 random logs; a quarter of an hour or more.
import { spawn } from "node:child_process";

const logs = process.argv[2] ?? "100000";
if (!/^[1-9]\d{0,8}$/.test(logs)) {
  console.error(`How many logs? A number from 1, got ${logs}.`);
  process.exit(2);
}
const child = spawn(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "shared/mining/fuzz.test.ts"],
  { stdio: "inherit", env: { ...process.env, FLOYO_FUZZ_LOGS: logs } },
);
child.on("exit", (code) => process.exit(code ?? 1));
