import type { ObjectRow } from "./rows.ts";

/** GET /object/info: what is known of an object. */
export function info({ metadata, ...row }: ObjectRow): Response {
  return Response.json({
    id: row.id,
    name: row.name,
    version: row.version,
    bucket_id: row.bucket_id,
    size: metadata.size,
    content_type: metadata.mimetype,
    cache_control: metadata.cacheControl,
    etag: metadata.eTag,
    metadata: row.user_metadata ?? {},
    last_modified: metadata.lastModified,
    created_at: row.created_at,
    updated_at: row.updated_at,
  });
}
