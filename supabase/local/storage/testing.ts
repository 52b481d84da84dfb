import { readdir } from "node:fs/promises";
import type { SupabaseClient } from "@supabase/supabase-js";
import type { TestPlatform } from "../gateway/testing.ts";

/** Policies as an app has them: a person's own folder in `private`, and no more. */
export const POLICIES = `
  create policy "people read their own folder" on storage.objects for select to authenticated
    using (bucket_id = 'private' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy "people add to their own folder" on storage.objects for insert to authenticated
    with check (bucket_id = 'private' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy "people change their own folder" on storage.objects for update to authenticated
    using (bucket_id = 'private' and (storage.foldername(name))[1] = (select auth.uid())::text)
    with check (bucket_id = 'private' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy "people delete in their own folder" on storage.objects for delete to authenticated
    using (bucket_id = 'private' and (storage.foldername(name))[1] = (select auth.uid())::text);
`;

/** A client that no policy binds. */
export function serverOf(platform: TestPlatform): SupabaseClient {
  return platform.client({}, platform.keys.secretKey);
}

export async function idOf(person: SupabaseClient): Promise<string> {
  const { data } = await person.auth.getUser();
  if (!data.user) throw new Error("nobody is signed in");
  return data.user.id;
}

/** Names of the files, and of nothing else, that lie in Storage's folder. */
export async function storedFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}
