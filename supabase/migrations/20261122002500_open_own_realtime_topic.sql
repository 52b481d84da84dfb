-- A person may listen on the topic user:<own id> and nowhere else; nobody but the database may send.
set lock_timeout = '1s';
set statement_timeout = '5s';

create policy "people listen on their own topic"
on realtime.messages for select to authenticated
using (extension in ('broadcast', 'presence') and topic = 'user:' || (select auth.uid())::text);
