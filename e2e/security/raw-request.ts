import { Agent, type IncomingHttpHeaders, request } from "node:http";

export interface RawRequest {
  method?: string;
  /** Goes on the line as it is: neither `//` nor `%2f` nor `..` is put right on the way. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Everything that came back, headers included: where a canary could sit. */
  all: string;
  text: string;
}

const AT_ONCE = 4;
const PATIENCE_MS = 120_000;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** One request to `base`, without a client that would follow, repair or add anything. */
export function sendRaw(
  base: string,
  { method = "GET", path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((done, fail) => {
    const asked = request(
      {
        ...{ agent, hostname, port, method, path },
        headers: { ...headers, ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }) },
        timeout: PATIENCE_MS,
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", fail);
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const all = `${answer.rawHeaders.join("\n")}\n\n${text}`;
          done({ status: answer.statusCode ?? 0, headers: answer.headers, all, text });
        });
      },
    );
    asked.on("timeout", () => asked.destroy(new Error(`${method} ${path} was not answered`)));
    asked.on("error", fail);
    asked.end(body);
  });
}

/** `work` for each of `items`, a few at a time, answers in their order. */
export async function eachOf<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await work(items[at] as Item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}
