-- People see how much Floyo has of them, table by table, by the same list that an export goes through.
set lock_timeout = '1s';
set statement_timeout = '5s';

-- Definer: the list asks the catalogue and counts past the policies, for the caller alone.
create function private.count_my_rows()
returns table (name text, number_of_rows bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session();
  return query select * from private.export_tables(auth.uid());
end
$$;
revoke execute on function private.count_my_rows() from public, anon;
grant execute on function private.count_my_rows() to authenticated;

create function public.kept_rows()
returns table (name text, number_of_rows bigint)
language sql
stable
security invoker
set search_path = ''
as $$
  select * from private.count_my_rows()
$$;
comment on function public.kept_rows() is 'Every table that names a person and how many rows of the caller it holds.';
revoke execute on function public.kept_rows() from public, anon;
grant execute on function public.kept_rows() to authenticated;
