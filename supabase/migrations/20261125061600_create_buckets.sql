-- Private buckets: exports are read by their person, signed heads of the audit log and tombstones by nobody but the jobs.
set lock_timeout = '1s';
set statement_timeout = '5s';

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values
  ('exports', 'exports', false, 52428800, '{application/zip}'),
  ('audit-heads', 'audit-heads', false, 65536, '{application/json}'),
  ('tombstones', 'tombstones', false, 4096, '{application/json}')
on conflict (id) do nothing;

create policy "people read their own exports"
on storage.objects for select to authenticated
using (bucket_id = 'exports' and (storage.foldername(name))[1] = (select auth.uid())::text);
select private.guard_with_mfa('storage.objects');
