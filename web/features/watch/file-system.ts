// The parts of the File System Access API that TypeScript's DOM types lack (Chromium only, in no merged standard):
// https://wicg.github.io/file-system-access/ and https://github.com/whatwg/fs/blob/main/proposals/FileSystemObserver.md
interface ChangeRecord {
  type: "appeared" | "disappeared" | "modified" | "moved" | "unknown" | "errored";
  relativePathComponents: string[];
  relativePathMovedFrom: string[] | null;
}

export interface FolderObserver {
  observe: (folder: FileSystemDirectoryHandle, options: { recursive: boolean }) => Promise<void>;
  disconnect: () => void;
}

type ObserverConstructor = new (callback: (records: ChangeRecord[]) => void) => FolderObserver;
type PermissionOptions = { mode: "read" };

interface PickerWindow {
  showDirectoryPicker?: (options: { id: string; mode: "read" }) => Promise<FileSystemDirectoryHandle>;
  FileSystemObserver?: ObserverConstructor;
}

interface AskingHandle {
  queryPermission?: (options: PermissionOptions) => Promise<PermissionState>;
  requestPermission?: (options: PermissionOptions) => Promise<PermissionState>;
}

/** How this browser can watch: told of changes, by looking again and again, or not at all. */
export type WatchSupport = "observer" | "polling" | "none";

export function watchSupport(): WatchSupport {
  const { showDirectoryPicker, FileSystemObserver } = window as PickerWindow;
  if (!showDirectoryPicker) return "none";
  return FileSystemObserver ? "observer" : "polling";
}

/** Asks for a folder. Null: the person closed the picker. Needs a click. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | null> {
  const { showDirectoryPicker } = window as PickerWindow;
  if (!showDirectoryPicker) return null;
  try {
    return await showDirectoryPicker.call(window, { id: "floyo-watch", mode: "read" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  }
}

/** Whether the folder may be read now, without asking. */
export async function mayRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  const { queryPermission } = folder as AskingHandle;
  return !queryPermission || (await queryPermission.call(folder, { mode: "read" })) === "granted";
}

/** Asks the person for permission again. Needs a click. */
export async function askToRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  const { requestPermission } = folder as AskingHandle;
  return !requestPermission || (await requestPermission.call(folder, { mode: "read" })) === "granted";
}

export function createObserver(callback: (records: ChangeRecord[]) => void): FolderObserver | null {
  const { FileSystemObserver } = window as PickerWindow;
  return FileSystemObserver ? new FileSystemObserver(callback) : null;
}
