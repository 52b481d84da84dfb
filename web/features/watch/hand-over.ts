import { dropReason } from "@floyo/shared/events/watch/drop-rules.ts";
import { z } from "zod";
import { type Db, parseRows } from "../../lib/db.ts";
import { mayRead } from "./file-system.ts";
import type { StoredFolder } from "./watch-store.ts";

const WantedRow = z.object({
  run_id: z.uuid(),
  step_key: z.string(),
  source_id: z.uuid(),
  path: z.string(),
  max_bytes: z.int(),
});
const Opened = z.object({ url: z.url(), maxBytes: z.int() });

/** A file of this person that a run waits for. */
export type WantedFile = z.infer<typeof WantedRow>;

/** Files that runs wait for, and may have copies of. */
export async function readWanted(db: Db): Promise<WantedFile[]> {
  return parseRows(WantedRow, await db.rpc("wanted_files"));
}

interface HandOver {
  folder: StoredFolder;
  /** Base of the functions' API. */
  apiUrl: string;
  token: () => Promise<string>;
}

/**
 * Uploads one file from its watched folder, once for all tabs. What may not leave the device, is larger than is taken or is
 * not there is left alone; the run says so when it has waited long enough.
 */
export async function handOver(wanted: WantedFile, options: HandOver): Promise<void> {
  const name = `floyo-take:${wanted.run_id}:${wanted.step_key}`;
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await upload(wanted, options);
  });
}

async function upload(wanted: WantedFile, { folder, apiUrl, token }: HandOver): Promise<void> {
  if (dropReason(wanted.path, new Set(folder.leftOut)) !== null || !(await mayRead(folder.handle))) return;
  const file = await fileAt(folder.handle, wanted.path);
  if (file === null || file.size > wanted.max_bytes) return;
  const step = { run: wanted.run_id, step: wanted.step_key };
  const post = async (path: string, body: object) =>
    fetch(`${apiUrl}/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${await token()}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const opened = await post("uploads", step);
  if (!opened.ok) return;
  const { url } = Opened.parse(await opened.json());
  const bytes = await file.arrayBuffer();
  const put = await fetch(url, { method: "PUT", body: bytes });
  if (!put.ok) return;
  await post("uploads/done", { ...step, size: bytes.byteLength, sha256: await sha256(bytes) });
}

/** null: it is not there, or no file. */
async function fileAt(root: FileSystemDirectoryHandle, path: string): Promise<File | null> {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  try {
    let folder = root;
    for (const segment of folders) folder = await folder.getDirectoryHandle(segment);
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
