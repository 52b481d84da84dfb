/** How Storage behaves here, as supabase/config.toml sets it on the hosted project. */
export const STORAGE_SETTINGS = {
  /** Of any file; a bucket may ask for less. */
  fileSizeLimit: 6 * 1024 * 1024,
  /** A link to upload with is good for this long, as on hosted. */
  uploadLinkExpiryS: 2 * 60 * 60,
} as const;
