import type { BrowserContext, Page } from "@playwright/test";

/**
 * Lets pages pick a folder of the browser's own private file system instead of one of the disk: a real folder with real
 * handles and real changes, only without the system's dialog, which no test can reach.
 */
export async function offerFolder(context: BrowserContext, name: string): Promise<void> {
  await context.addInitScript((folder) => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true }),
    });
  }, name);
}

/**
 * Lets permissions to folders end with the page, as browsers do when the last tab is closed: a folder that this page did
 * not choose says `prompt`, and asking for it, which takes a click, is answered with `answerToPermission` of the window.
 */
export async function lapsePermission(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    let state: PermissionState = "prompt";
    const own = window as unknown as {
      showDirectoryPicker: () => Promise<FileSystemDirectoryHandle>;
      answerToPermission?: PermissionState;
    };
    const pick = own.showDirectoryPicker;
    own.showDirectoryPicker = async () => {
      state = "granted";
      return pick();
    };
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: async () => state,
      requestPermission: async () => {
        if (!navigator.userActivation.isActive) throw new DOMException("no click", "SecurityError");
        state = own.answerToPermission ?? "granted";
        return state;
      },
    });
  });
}

/** Writes a file, with the folders above it. */
export async function writeFile(page: Page, path: string, text: string): Promise<void> {
  await page.evaluate(
    async ([where, content]) => {
      const segments = (where ?? "").split("/");
      const name = segments.pop() ?? "";
      let folder = await navigator.storage.getDirectory();
      for (const segment of segments) folder = await folder.getDirectoryHandle(segment, { create: true });
      const file = await folder.getFileHandle(name, { create: true });
      const writer = await file.createWritable();
      await writer.write(content ?? "");
      await writer.close();
    },
    [path, text],
  );
}

/** Moves a file to another folder or name. */
export async function moveFile(page: Page, from: string, to: string): Promise<void> {
  await page.evaluate(
    async ([source, target]) => {
      const open = async (path: string) => {
        const segments = path.split("/");
        const name = segments.pop() ?? "";
        let folder = await navigator.storage.getDirectory();
        for (const segment of segments) folder = await folder.getDirectoryHandle(segment, { create: true });
        return { folder, name };
      };
      const old = await open(source ?? "");
      const next = await open(target ?? "");
      const file = await old.folder.getFileHandle(old.name);
      await (
        file as unknown as { move: (folder: FileSystemDirectoryHandle, name: string) => Promise<void> }
      ).move(next.folder, next.name);
    },
    [from, to],
  );
}

/** Deletes a file or a folder with all that is in it. */
export async function deleteEntry(page: Page, path: string): Promise<void> {
  await page.evaluate(async (where) => {
    const segments = where.split("/");
    const name = segments.pop() ?? "";
    let folder = await navigator.storage.getDirectory();
    for (const segment of segments) folder = await folder.getDirectoryHandle(segment);
    await folder.removeEntry(name, { recursive: true });
  }, path);
}

/** Writes a file again and again, as fast as it goes. */
export async function writeOften(page: Page, path: string, times: number): Promise<void> {
  await page.evaluate(
    async ({ where, count }) => {
      const segments = where.split("/");
      const name = segments.pop() ?? "";
      let folder = await navigator.storage.getDirectory();
      for (const segment of segments) folder = await folder.getDirectoryHandle(segment);
      const file = await folder.getFileHandle(name, { create: true });
      for (let time = 0; time < count; time++) {
        const writer = await file.createWritable();
        await writer.write(`line ${time}`);
        await writer.close();
      }
    },
    { where: path, count: times },
  );
}

/** Writes so many new pictures into a folder, as fast as it goes, as unpacking an archive does. */
export async function writeMany(page: Page, folder: string, count: number): Promise<void> {
  await page.evaluate(
    async ({ path, files }) => {
      let target = await navigator.storage.getDirectory();
      for (const segment of path.split("/")) {
        target = await target.getDirectoryHandle(segment, { create: true });
      }
      await Promise.all(
        Array.from({ length: files }, async (_, n) => {
          const writer = await (
            await target.getFileHandle(`IMG_${n}.jpg`, { create: true })
          ).createWritable();
          await writer.write(`picture ${n}`);
          await writer.close();
        }),
      );
    },
    { path: folder, files: count },
  );
}
