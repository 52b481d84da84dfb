/** Folders that programs fill: packages, version control, caches, builds, trash. */
const NOISE_FOLDERS = new Set([
  "node_modules",
  ".git",
  ".hg",
  ".svn",
  ".cache",
  "__pycache__",
  ".venv",
  ".tox",
  ".mypy_cache",
  ".pytest_cache",
  ".ruff_cache",
  ".gradle",
  ".next",
  ".nuxt",
  ".turbo",
  ".parcel-cache",
  ".ipynb_checkpoints",
  ".terraform",
  ".Trash",
  ".Trashes",
  ".Spotlight-V100",
  ".fseventsd",
  ".stversions",
  ".dropbox.cache",
  "$RECYCLE.BIN",
  "Caches",
  "DerivedData",
]);

/** Names that systems and editors leave behind: locks, half downloads, swap and backup files, folder settings. */
const NOISE_NAME =
  /^(?:~\$.*|\.~lock\..*#|~.*\.tmp|\.DS_Store|\._.*|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|\.#.*|#.*#|\.?goutputstream-.*|\.syncthing\..*|\.sync-conflict.*|.*\.(?:tmp|temp|part|partial|crdownload|download|opdownload|swp|swo|swx|lock|lck|pyc|pid)|.*~)$/i;

/** Whether a path is a machine's by its name alone; what bursts show is found apart, see `findBursts`. */
export function isNoisePath(path: string): boolean {
  const segments = path.split("/");
  const name = segments.pop() ?? "";
  if (NOISE_NAME.test(name)) return true;
  if ((segments[0] === "tmp" || segments[0] === "") && (segments[0] === "tmp" || segments[1] === "tmp"))
    return true;
  return segments.some((segment) => NOISE_FOLDERS.has(segment));
}
