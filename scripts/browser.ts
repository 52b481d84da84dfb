import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A Chromium to drive, where it came from, and the environment it needs. */
export interface Browser {
  executablePath: string;
  origin: "FLOYO_BROWSER" | "system" | "playwright" | "npm" | "debian";
  env: Record<string, string>;
  args: string[];
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const FIXED_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
// One folder per clone: the package would otherwise unpack to a fixed name in the shared temp folder.
const UNPACKED = join(dirname(dirname(fileURLToPath(import.meta.url))), ".floyo", "browser");
const QUIET_ARGS = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

/**
 * Finds a browser, or puts one in place: the one named in FLOYO_BROWSER, the system's, Playwright's own,
 * the one that npm brings for 64-bit Linux, Debian's package (root only). Throws one sentence when none can be had.
 */
export async function findBrowser(): Promise<Browser> {
  const found = named() ?? onPath() ?? (await playwrightsOwn()) ?? (await fromNpm()) ?? fromDebian();
  if (!found) {
    throw new Error(
      "No browser found: install Chromium or Chrome, or name one in FLOYO_BROWSER (its full path), then run the tests again.",
    );
  }
  const isRoot = process.getuid?.() === 0;
  return { ...found, args: [...QUIET_ARGS, ...found.args, ...(isRoot ? ["--no-sandbox"] : [])] };
}

function named(): Browser | null {
  const path = process.env.FLOYO_BROWSER;
  if (!path) return null;
  if (!existsSync(path)) throw new Error(`FLOYO_BROWSER names ${path}, which does not exist.`);
  return { executablePath: path, origin: "FLOYO_BROWSER", env: {}, args: [] };
}

function onPath(): Browser | null {
  const folders = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...FIXED_PATHS,
  ];
  const executablePath = candidates.find((path) => existsSync(path) && starts(path));
  return executablePath ? { executablePath, origin: "system", env: {}, args: [] } : null;
}

async function playwrightsOwn(): Promise<Browser | null> {
  const { chromium } = await import("playwright-core");
  const executablePath = chromium.executablePath();
  return existsSync(executablePath) ? { executablePath, origin: "playwright", env: {}, args: [] } : null;
}

// The package unpacks the libraries it brings only when it believes to run on AWS Lambda; it must believe so before its import.
async function fromNpm(): Promise<Browser | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const { AWS_EXECUTION_ENV, TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  mkdirSync(UNPACKED, { recursive: true });
  try {
    Object.assign(process.env, { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x", TMPDIR: UNPACKED });
    const { default: chromium } = await import("@sparticuz/chromium");
    const executablePath = await chromium.executablePath();
    writeFileSync(join(UNPACKED, "fonts", "fonts.conf"), fontsConfig());
    const env = {
      LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? "",
      FONTCONFIG_PATH: join(UNPACKED, "fonts"),
    };
    return starts(executablePath, env) ? { executablePath, origin: "npm", env, args: [] } : null;
  } catch {
    return null;
  } finally {
    restore({ AWS_EXECUTION_ENV, TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH });
  }
}

// The package's own file names the shared temp folder; without any font the browser's renderer crashes.
function fontsConfig(): string {
  const folder = (name: string) => join(UNPACKED, "fonts", name);
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder("fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder("cache")}</cachedir>
</fontconfig>
`;
}

function fromDebian(): Browser | null {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return null;
  console.log("Installing Debian's chromium package for the browser tests …");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], {
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return onPath();
}

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

function starts(path: string, env: Record<string, string> = {}): boolean {
  return (
    spawnSync(path, ["--version", "--no-sandbox"], { env: { ...process.env, ...env }, timeout: 20_000 })
      .status === 0
  );
}
