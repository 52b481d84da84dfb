import { randomUUID } from "node:crypto";
import { copyFile, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** The bytes of objects. A file's name is its object's version, so that no name of a client ever becomes a path. */
export interface FileStore {
  /** Keeps the bytes under a new version. The file is whole or not there at all. */
  write(bytes: Uint8Array): Promise<string>;
  /** Bytes `start` to `end`, both included; all of them without a range. */
  read(version: string, range?: { start: number; end: number }): Promise<Uint8Array<ArrayBuffer>>;
  copy(version: string): Promise<string>;
  /** To be called after the transaction that forgot the version has committed. */
  remove(versions: readonly string[]): Promise<void>;
}

export async function openFileStore(folder: string): Promise<FileStore> {
  const unfinished = join(folder, "unfinished");
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const made = new Set<string>();

  const pathOf = (version: string) => {
    if (!/^[0-9a-f-]{36}$/.test(version)) throw new Error(`"${version}" is no version of an object`);
    return join(folder, version.slice(0, 2), version);
  };
  const finish = async (temporary: string, version: string) => {
    const drawer = join(folder, version.slice(0, 2));
    if (!made.has(drawer)) await mkdir(drawer, { recursive: true, mode: 0o700 });
    made.add(drawer);
    await rename(temporary, pathOf(version));
    return version;
  };

  return {
    async write(bytes) {
      const version = randomUUID();
      const temporary = join(unfinished, version);
      const file = await open(temporary, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      return finish(temporary, version);
    },
    async read(version, range) {
      if (!range) return new Uint8Array(await readFile(pathOf(version)));
      const file = await open(pathOf(version), "r");
      try {
        const bytes = new Uint8Array(range.end - range.start + 1);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, range.start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    async copy(version) {
      const target = randomUUID();
      const temporary = join(unfinished, target);
      await copyFile(pathOf(version), temporary);
      return finish(temporary, target);
    },
    async remove(versions) {
      await Promise.all(versions.map((version) => rm(pathOf(version), { force: true })));
    },
  };
}
