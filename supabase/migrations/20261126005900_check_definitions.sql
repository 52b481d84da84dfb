-- The outline of a definition that the database insists on; shared/workflows checks the rest before a save and before a run.
set lock_timeout = '1s';
set statement_timeout = '5s';

create function private.is_definition(definition jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(
    jsonb_typeof(definition) = 'object'
    and definition -> 'version' = '1'
    and jsonb_typeof(definition -> 'trigger') = 'object'
    and jsonb_typeof(definition -> 'steps') = 'array'
    and jsonb_array_length(definition -> 'steps') <= 200
    and length(definition::text) <= 262144,
    false
  )
$$;
comment on function private.is_definition(jsonb) is 'Whether this has the outline of a definition: version 1, a trigger, at most 200 steps, at most 256 KiB.';
grant execute on function private.is_definition(jsonb) to authenticated, floyo_worker;
