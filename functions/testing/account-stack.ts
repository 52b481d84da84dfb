import { join } from "node:path";
import { startTestPlatform, type TestPlatform } from "../../supabase/local/gateway/testing.ts";
import { startMail } from "../../supabase/local/mail/start.ts";
import { migrate } from "../../supabase/local/postgres/migrate.ts";
import { readEnv } from "../_http/env.ts";
import { readMasterKeys } from "../_secrets/master-keys.ts";
import { type JobsEnv, readJobsEnv } from "../jobs/env.ts";
import { createJobs } from "../jobs/jobs.ts";
import { type Delivered, deliverTo } from "./deliver.ts";
import { TEST_AUDIT_KEY, TEST_SECRETS_KEYS } from "./stack.ts";

export interface CaughtMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  unsubscribe: { HeaderPost: string; Links: string[] };
}

export interface AccountStack {
  platform: TestPlatform;
  env: JobsEnv;
  /** Mails that the jobs sent, the newest first. */
  mails(): Promise<CaughtMail[]>;
  /** Runs a schedule's task, or everything the outbox owes until nothing is due. */
  run(task: "tick" | "hourly" | "nightly"): Promise<Delivered>;
  runOutbox(): Promise<string[]>;
  stop(): Promise<void>;
}

/** REST reads the schema anew a moment after the migrations; before that it knows none of the commands. */
async function untilRestKnows(platform: TestPlatform): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const { error } = await platform.client().rpc("ensure_personal_org");
    if (error?.code !== "PGRST202") return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("REST does not know the migrated schema after 30 s");
}

/** The whole of accounts in one process: Auth, REST, Storage, the mail service and the jobs. */
export async function startAccountStack(variables: Record<string, string> = {}): Promise<AccountStack> {
  const platform = await startTestPlatform();
  await migrate({
    url: platform.databaseUrl("postgres"),
    migrationsDir: join(import.meta.dirname, "../../supabase/migrations"),
    log: () => {},
  });
  await untilRestKnows(platform);
  const mail = await startMail({ port: 0, log: () => {} });
  const mailUrl = `http://127.0.0.1:${mail.port}`;
  const given = {
    FLOYO_PLATFORM: "local",
    SUPABASE_URL: platform.gateway.url,
    FLOYO_DB_URL: platform.databaseUrl("floyo_worker"),
    FLOYO_FUNCTIONS_URL: `${platform.gateway.url}/functions/v1`,
    FLOYO_SITE_URL: "http://127.0.0.1:3000",
    // Nothing listens there: what is published waits for the next run.
    QSTASH_URL: "http://127.0.0.1:9",
    QSTASH_TOKEN: "test-token",
    QSTASH_CURRENT_SIGNING_KEY: "sig_test_current_key_that_is_long_enough",
    QSTASH_NEXT_SIGNING_KEY: "sig_test_next_key_that_is_long_enough",
    FLOYO_JOBS_KEY: platform.keys.secretKey,
    FLOYO_FILES_KEY: platform.keys.secretKey,
    FLOYO_AUDIT_KEY: TEST_AUDIT_KEY,
    RESEND_URL: mailUrl,
    RESEND_API_KEY: "re_test",
    ...variables,
  };
  const env = readJobsEnv(readEnv(given), given);
  const jobs = createJobs(env, { masters: await readMasterKeys(TEST_SECRETS_KEYS) });
  const deliver = (body: unknown) => deliverTo({ env, fetch: jobs.fetch }, "jobs", { body });
  return {
    platform,
    env,
    async mails() {
      const list = (await (await fetch(`${mailUrl}/api/v1/messages`)).json()) as {
        messages: { ID: string }[];
      };
      return Promise.all(
        list.messages.map(async ({ ID }) => {
          const message = (await (await fetch(`${mailUrl}/api/v1/message/${ID}`)).json()) as {
            To: { Address: string }[];
            Subject: string;
            Text: string;
            HTML: string;
            ListUnsubscribe: CaughtMail["unsubscribe"];
          };
          return {
            to: message.To[0]?.Address ?? "",
            subject: message.Subject,
            text: message.Text,
            html: message.HTML,
            unsubscribe: message.ListUnsubscribe,
          };
        }),
      );
    },
    run: (task) => deliver({ task }),
    async runOutbox() {
      const statuses: string[] = [];
      for (let round = 0; round < 100; round++) {
        const [due] = await platform.sql`
          select id::float8 as id, topic
          from private.outbox
          where topic <> 'mine' and done_at is null and dead_at is null and due_at <= now()
          order by id
          limit 1`;
        if (!due) return statuses;
        const delivered = await deliver({ outboxId: due.id });
        if (delivered.status !== 200) throw new Error(`${due.topic}: ${JSON.stringify(delivered.body)}`);
        statuses.push(`${due.topic} ${delivered.body.status}`);
      }
      throw new Error(`the outbox does not come to an end: ${statuses.slice(-5).join(", ")}`);
    },
    async stop() {
      await jobs.stop();
      await mail.stop();
      await platform.stop();
    },
  };
}
