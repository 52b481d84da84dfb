import { createHash, randomBytes } from "node:crypto";
import { chown, lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Root's own, so that no other user of the machine can put binaries or data there first. */
const SHARED_FOLDER = "/var/lib/floyo";

/** Where one cluster lives and who runs it. */
export interface Place {
  /** Holds `data`, `postgres.log`, `password` and the process notes. */
  folder: string;
  dataFolder: string;
  logFile: string;
  /** Set when started by root, as whom Postgres refuses to run. */
  runAs: { uid: number; gid: number } | null;
  sharedFolder: string | null;
}

/**
 * An ordinary user's cluster lies in `dataDir`. Root's cannot, since the user that runs Postgres may not enter a clone
 * under /root: it lies under /var/lib/floyo, one folder per `dataDir`, and `dataDir/location` says where.
 */
export async function findPlace(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true });
  if (process.getuid?.() !== 0) return placeIn(dataDir, null, null);
  const runAs = await unprivilegedUser();
  const origin = await realpath(dataDir);
  const folder = join(SHARED_FOLDER, createHash("sha256").update(origin).digest("hex").slice(0, 12));
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  await forgetTemporaryPlaces();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chown(folder, runAs.uid, runAs.gid);
  await writeFile(join(folder, "origin"), `${origin}\n`);
  await writeFile(join(dataDir, "location"), `${folder}\n`);
  return placeIn(folder, runAs, SHARED_FOLDER);
}

/** Temporary folders do not come back: what a test that was killed left under /var/lib/floyo goes with them. */
async function forgetTemporaryPlaces(): Promise<void> {
  const temporary = await realpath(tmpdir());
  for (const name of await readdir(SHARED_FOLDER)) {
    const folder = join(SHARED_FOLDER, name);
    const origin = (await readFile(join(folder, "origin"), "utf8").catch(() => "")).trim();
    const isGone = await lstat(origin || folder).then(
      () => false,
      () => true,
    );
    if (origin.startsWith(`${temporary}/`) && isGone) await rm(folder, { recursive: true, force: true });
  }
}

function placeIn(folder: string, runAs: Place["runAs"], sharedFolder: string | null): Place {
  return {
    folder,
    dataFolder: join(folder, "data"),
    logFile: join(folder, "postgres.log"),
    runAs,
    sharedFolder,
  };
}

/** Removes a cluster that is not running: the folder itself and, for root, the one its pointer names. */
export async function removePlace(place: Place, dataDir: string): Promise<void> {
  await rm(place.folder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** The cluster's own secret for the roles that may do anything; made once, readable by its owner only. */
export async function clusterPassword(place: Place): Promise<string> {
  const file = join(place.folder, "password");
  const known = await readFile(file, "utf8").catch(() => null);
  if (known !== null) return known;
  const made = randomBytes(24).toString("base64url");
  await writeFile(file, made, { mode: 0o600 });
  if (place.runAs) await chown(file, place.runAs.uid, place.runAs.gid);
  return made;
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const user = users.find((fields) => fields[0] === name);
    const uid = Number(user?.[2]);
    const gid = Number(user?.[3]);
    if (uid > 0 && gid >= 0) return { uid, gid };
  }
  throw new Error(
    "Postgres does not run as root, and this machine has no user `postgres` or `nobody` to run it as.",
  );
}
