import { SAMPLE_FOLDER, sampleLog } from "@floyo/shared/events/sample/sample-log.ts";
import { z } from "zod";
import { type Db, parseAnswer } from "../../lib/db.ts";
import { sendBatch } from "../import/send-batch.ts";
import { findSample } from "./queries.ts";
import { SampleSource } from "./rows.ts";

interface LoadOptions {
  db: Db;
  token: () => Promise<string>;
  url: string;
  now: number;
  timeZone: string;
}

/** Sends the sample weeks the way any log is sent; a sample that was begun before is completed. Gives the number of events. */
export async function loadSample({ db, token, url, now, timeZone }: LoadOptions): Promise<number> {
  const source = (await findSample(db)) ?? (await addSample(db));
  const events = sampleLog({ now, timeZone, folder: SAMPLE_FOLDER });
  const { accepted, duplicate } = await sendBatch(
    { source: source.id, events },
    {
      url,
      fetch: (...request) => fetch(...request),
      token,
      now: Date.now,
      wait: (ms) => new Promise((done) => setTimeout(done, ms)),
      onWaiting: () => {},
      signal: new AbortController().signal,
    },
  );
  return accepted + duplicate;
}

async function addSample(db: Db): Promise<SampleSource> {
  const orgId = parseAnswer(z.uuid(), await db.rpc("ensure_personal_org"));
  return parseAnswer(
    SampleSource,
    await db
      .from("sources")
      .insert({ org_id: orgId, kind: "import", name: "Sample weeks", is_sample: true })
      .select("id,created_at")
      .single(),
  );
}
