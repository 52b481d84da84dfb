import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ensureAuthSchema } from "../supabase/local/auth/schema.ts";
import { migrate } from "../supabase/local/postgres/migrate.ts";
import { type RunningPostgres, removePostgres, startPostgres } from "../supabase/local/postgres/start.ts";
import { runSupabaseCli } from "./supabase-cli.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
let folder: string;

// The CLI is one large binary: on a busy machine it takes seconds to say its first word.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floyo-real-cli-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function withDatabase<T>(use: (database: RunningPostgres) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(folder, "database-"));
  const database = await startPostgres({ dataDir, port: 0, throwAway: true, log: () => {} });
  try {
    await ensureAuthSchema({ url: database.url("supabase_auth_admin") });
    return await use(database);
  } finally {
    await database.stop();
    await removePostgres({ dataDir });
  }
}

/** The CLI runs in a folder of its own that holds config.toml and the given migrations. */
async function project(name: string, migrations: Record<string, string>): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, "supabase", "migrations"), { recursive: true });
  await copyFile(join(root, "supabase", "config.toml"), join(path, "supabase", "config.toml"));
  for (const [file, sql] of Object.entries(migrations)) {
    await writeFile(join(path, "supabase", "migrations", file), sql);
  }
  return path;
}

const push = (path: string, database: RunningPostgres) =>
  runSupabaseCli({ folder: path, args: ["db", "push", "--yes", `--remote=${database.url("postgres")}`] });

test("`supabase db push` applies our migrations, and ours then finds nothing to do and nothing changed", async () => {
  await withDatabase(async (database) => {
    const { stderr } = await push(root, database);

    const { applied } = await migrate({
      url: database.url("postgres"),
      migrationsDir: join(root, "supabase", "migrations"),
      log: () => {},
    });

    expect(applied).toEqual([]);
    expect(stderr).not.toMatch(/WARN|deprecated|unknown/i);
  });
});

test("the CLI and we cut the same statements out of a difficult file", async () => {
  const path = await project("difficult", {
    "20260101000000_create_notes.sql": `-- why; and how
      create table notes (id int, body text default 'a;b' /* ; */);
      do $body$ begin perform ';'; end $body$;
      create function two() returns int language sql begin atomic select 1; select case when true then 2 end; end;
      insert into notes values (1, E'it\\'s;'), (2, $$;$$);`,
    "20260102000000_index_notes.sql":
      "create index concurrently notes_id_idx on notes (id);\ncomment on table notes is ';'",
  });

  await withDatabase(async (database) => {
    await push(path, database);

    const { applied } = await migrate({
      url: database.url("postgres"),
      migrationsDir: join(path, "supabase", "migrations"),
      log: () => {},
    });

    expect(applied).toEqual([]);
  });
});

test("what we applied, `supabase db push` leaves alone", async () => {
  const path = await project("ours", {
    "20260101000000_create_notes.sql": "-- why\ncreate table notes ();\n",
  });

  await withDatabase(async (database) => {
    await migrate({
      url: database.url("postgres"),
      migrationsDir: join(path, "supabase", "migrations"),
      log: () => {},
    });

    const { stdout, stderr } = await push(path, database);

    expect(stdout + stderr).toMatch(/up to date/i);
  });
});

test("`supabase functions deploy` uploads each function with what it imports, and nothing else", async () => {
  const uploads = new Map<string, string[]>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const slug = url.searchParams.get("slug") ?? "";
    const body = await bodyOf(request);
    if (url.pathname.endsWith("/deploy")) {
      const form = await body.formData();
      uploads.set(
        slug,
        form.getAll("file").map((file) => (file instanceof File ? file.name : "")),
      );
    }
    response.setHeader("content-type", "application/json").statusCode = request.method === "POST" ? 201 : 200;
    response.end(JSON.stringify(answer(request.method ?? "", slug)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  const profile = join(folder, "loopback.yaml");
  const api = `http://127.0.0.1:${port}`;
  await writeFile(
    profile,
    `name: loopback\napi_url: ${api}\ndashboard_url: ${api}\nproject_host: loopback.invalid\n`,
  );

  const { stderr } = await runSupabaseCli({
    folder: root,
    args: [
      "functions",
      "deploy",
      "--use-api",
      "--yes",
      "--remote=abcdefghijklmnopqrst",
      "--profile",
      profile,
    ],
    env: { SUPABASE_ACCESS_TOKEN: `sbp_${"0".repeat(40)}` },
  });
  server.close();

  expect(stderr).not.toMatch(/WARN|deprecated/i);
  expect([...uploads.keys()].sort()).toEqual([
    "api",
    "connections",
    "hooks",
    "ingest",
    "jobs",
    "mine",
    "runs",
  ]);
  for (const [slug, files] of uploads) {
    expect(files).toEqual(expect.arrayContaining(["functions/deno.json", `functions/${slug}/index.ts`]));
    expect(
      files.filter((file) => !/^(functions|shared)\/.*\.ts$|^functions\/deno\.json$/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => /\.test\.ts$|\/bench\/|\/testing\//.test(file))).toEqual([]);
    expect(await missingImports(files)).toEqual([]);
  }
});

async function bodyOf(request: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new Response(Buffer.concat(chunks), {
    headers: { "content-type": request.headers["content-type"] ?? "application/json" },
  });
}

function answer(method: string, slug: string): unknown {
  if (method === "PUT") return { functions: [] };
  if (method === "GET") return [];
  const made = { created_at: 1, updated_at: 1, version: 1, status: "ACTIVE" };
  return { id: slug, slug, name: slug, verify_jwt: false, import_map: true, entrypoint_path: slug, ...made };
}

/** Relative imports of uploaded files that were not uploaded: the function would not boot. */
async function missingImports(files: string[]): Promise<string[]> {
  const sources = files.filter((file) => file.endsWith(".ts"));
  const wanted = await Promise.all(
    sources.map(async (file) => {
      const source = await readFile(join(root, file), "utf8");
      const targets = [...source.matchAll(/^(?:import|export)(?! type\b)[^;]*?from "(\.[^"]+)"/gm)];
      return targets.map((target) => join(dirname(file), target[1] ?? ""));
    }),
  );
  return wanted.flat().filter((file) => !files.includes(file));
}
