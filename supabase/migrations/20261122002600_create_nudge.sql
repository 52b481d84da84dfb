-- A nudge tells a person's open tabs that a row changed; they fetch it again under RLS.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: there is no insert policy on realtime.messages, so that no client and no worker can send what it likes.
create function private.nudge(user_id uuid, kind text, id uuid, version integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if nudge.kind is null or nudge.kind not in ('suggestion', 'pattern', 'source', 'mining') then
    raise exception 'no nudge of kind "%"', nudge.kind
      using errcode = '22023', hint = 'kinds are suggestion, pattern, source, mining';
  end if;
  -- realtime.send turns its own errors into warnings: a lost nudge never undoes the work it tells of.
  perform realtime.send(
    jsonb_build_object('kind', nudge.kind, 'id', nudge.id, 'version', nudge.version),
    'changed',
    'user:' || nudge.user_id,
    true
  );
end
$$;

comment on function private.nudge(uuid, text, uuid, integer) is 'Sends {kind, id, version} as "changed" on the private topic user:<user_id>.';
revoke execute on function private.nudge(uuid, text, uuid, integer) from public, anon;
grant execute on function private.nudge(uuid, text, uuid, integer) to floyo_worker;
