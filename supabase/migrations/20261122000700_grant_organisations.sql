-- Members see their organisations and each other; owners and admins rename.
set lock_timeout = '1s';
set statement_timeout = '5s';

grant select on table public.organisations to authenticated;
grant update (name) on table public.organisations to authenticated;
grant select on table public.memberships to authenticated;

create policy "members read their organisations"
on public.organisations for select to authenticated
using (id = any (array(select private.my_org_ids('org.read'))));

create policy "owners and admins rename their organisations"
on public.organisations for update to authenticated
using (id = any (array(select private.my_org_ids('org.write'))))
with check (id = any (array(select private.my_org_ids('org.write'))));

create policy "members read who else is a member"
on public.memberships for select to authenticated
using (org_id = any (array(select private.my_org_ids('members.read'))));
