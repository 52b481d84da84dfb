import { randomBytes } from "node:crypto";
import postgres from "postgres";

/** Tables and functions for the self-test, in a schema that no API exposes and that is dropped after it. */
export interface Scratch {
  schema: string;
  sql: postgres.Sql;
  drop(): Promise<void>;
}

/** Made as `postgres`, the role of migrations. What a start that was killed left behind goes first. */
export async function createScratch(url: string): Promise<Scratch> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
  const schema = `floyo_self_test_${randomBytes(6).toString("hex")}`;
  await sql.unsafe(`
    do $$
    declare
      old text;
    begin
      for old in
        select nspname from pg_catalog.pg_namespace n
        where nspname ~ '^floyo_self_test_[0-9a-f]{12}$'
          and to_timestamp(coalesce(obj_description(n.oid), '0')::numeric) < now() - interval '1 minute'
      loop
        execute format('drop schema %I cascade', old);
      end loop;
    end
    $$;
    create schema ${schema};
    comment on schema ${schema} is '${Math.floor(Date.now() / 1000)}';
    grant usage on schema ${schema} to anon, authenticated;

    create table ${schema}.closed (id int primary key);
    alter table ${schema}.closed enable row level security;

    create table ${schema}.items (id int primary key, doc jsonb, at timestamptz, price numeric(10, 2));
    grant select, insert on ${schema}.items to anon;

    create view ${schema}.request as
      select current_setting('request.headers', true)::json ->> 'x-self-test' as header,
        current_setting('request.jwt.claims', true)::json ->> 'sub' as sub,
        current_setting('transaction_read_only') as read_only,
        current_user as role;
    grant select on ${schema}.request to authenticated;

    create function ${schema}.kinds(a jsonb, b jsonb, c jsonb, d jsonb, e jsonb, f jsonb, g jsonb, h jsonb)
    returns text[] language sql immutable as $$
      select array(select jsonb_typeof(value) from unnest(array[a, b, c, d, e, f, g, h]) as value)
    $$;
    create function ${schema}.fail() returns int language plpgsql as $$
      begin
        raise exception 'refused' using detail = 'why', hint = 'what instead';
      end
    $$;
    grant execute on all functions in schema ${schema} to anon;
  `);
  return {
    schema,
    sql,
    async drop() {
      await sql.unsafe(`drop schema ${schema} cascade`);
      await sql.end();
    },
  };
}
