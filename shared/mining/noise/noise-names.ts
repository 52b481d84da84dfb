/** Folders that programs fill, whole names in lower case: packages, version control, caches, trash. */
export const NOISE_FOLDERS = new Set([
  ...`node_modules bower_components .pnpm-store .yarn .npm .git .hg .svn .bzr .cache caches __pycache__ .venv .tox .nox
  .eggs .mypy_cache .pytest_cache .ruff_cache .gradle .rustup .next .nuxt .svelte-kit .turbo .vite .angular
  .parcel-cache .webpack .nyc_output .ipynb_checkpoints .terraform .vagrant .idea .vs deriveddata cmakefiles .trash
  .trashes $recycle.bin .spotlight-v100 .fseventsd .documentrevisions-v100 .temporaryitems .appledouble .thumbnails
  .stversions .stfolder .dropbox.cache .owncloudsync .tmp.drivedownload .tmp.driveupload .tmp gpucache cachestorage
  cacheddata inetcache lost+found`.split(/\s+/),
  "code cache",
  "system volume information",
]);

/** Where builds go: two folders in a row, since a folder `build` or `target` alone may be a person's. */
export const BUILD_FOLDERS = new Set([
  "dist/assets",
  "build/static",
  "target/debug",
  "target/release",
  "obj/debug",
  "obj/release",
  "bin/debug",
  "bin/release",
  ".cargo/registry",
  ".m2/repository",
]);

/** Whole names in lower case that systems leave in every folder. */
export const NOISE_NAMES = new Set([
  ".ds_store",
  ".localized",
  "thumbs.db",
  "ehthumbs.db",
  "ehthumbs_vista.db",
  "desktop.ini",
  "icon\r",
  ".directory",
  ".dropbox",
  ".dropbox.attr",
  ".nomedia",
  ".volumeicon.icns",
  "ntuser.dat",
  "hiberfil.sys",
  "pagefile.sys",
  "swapfile.sys",
]);

/** Extensions in lower case of what is temporary, half there, locked or compiled. */
export const NOISE_EXTENSIONS = new Set(
  `tmp temp part partial crdownload download opdownload filepart !ut aria2 swp swo swn swx lock lck pid pyc pyo
  laccdb db-journal sqlite-journal db-wal db-shm sqlite-wal sqlite-shm autosave crswap`.split(/\s+/),
);
