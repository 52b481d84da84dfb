import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../gateway/testing.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({
    schema: `
      create table public.things (id int primary key, visible_to text);
      insert into public.things values (1, 'blue'), (2, 'red');
      alter table public.things enable row level security;
      create policy "by header" on public.things for select using (
        visible_to = current_setting('request.headers', true)::json ->> 'x-colour'
      );
      create view public.context as select
        current_user as role, current_setting('request.method', true) as method,
        current_setting('request.path', true) as path, current_setting('transaction_read_only') as read_only,
        auth.uid() as uid, auth.role() as jwt_role, auth.email() as email, auth.jwt() ->> 'aal' as aal,
        current_setting('statement_timeout') as timeout;
      create function public.whoami() returns text language sql as $$ select current_user::text $$;
      create function public.slow() returns int language plpgsql as $$ begin perform pg_sleep(5); return 1; end $$;`,
  });
});
afterAll(() => platform?.stop());

test("a policy on a plain read sees the request's headers", async () => {
  const supabase = platform.client({ global: { headers: { "x-colour": "blue" } } });

  const { data } = await supabase.from("things").select("id");

  expect(data).toEqual([{ id: 1 }]);
});

test("a person's request carries role, claims and the role's time limit", async () => {
  const supabase = await platform.person("ada@example.com");

  const { data } = await supabase.from("context").select().single();

  const { data: session } = await supabase.auth.getSession();
  expect(data).toEqual({
    role: "authenticated",
    method: "GET",
    path: "/context",
    read_only: "on",
    uid: session.session?.user.id,
    jwt_role: "authenticated",
    email: "ada@example.com",
    aal: "aal1",
    timeout: "8s",
  });
});

test("the secret key acts as service_role, the publishable one as anon", async () => {
  const asService = await platform.client({}, platform.keys.secretKey).rpc("whoami");
  const asAnon = await platform.client().rpc("whoami");

  expect([asService.data, asAnon.data]).toEqual(["service_role", "anon"]);
});

test("a statement of anon ends after its role's three seconds", async () => {
  const { error, status } = await platform.client().rpc("slow");

  expect({ status, code: error?.code }).toEqual({ status: 500, code: "57014" });
});

test("a role does not stay on a connection after the request that took it", async () => {
  const [service, anon] = [platform.client({}, platform.keys.secretKey), platform.client()];

  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => (index % 2 ? service : anon).rpc("whoami")),
  );

  expect(answers.map(({ data }) => data)).toEqual(
    Array.from({ length: 40 }, (_, index) => (index % 2 ? "service_role" : "anon")),
  );
});
