import { FloyoError } from "../../shared/errors.ts";
import { authorizeUrl, exchangeCode, makePkce, randomText } from "../_connections/oauth.ts";
import { openedConnection } from "../_connections/opened-connection.ts";
import { openSecret, SealedConnection, type Secret, sealNext, sealSecret } from "../_connections/secret.ts";
import { type ConnectionTools, contextOf } from "../_connections/use-connection.ts";
import { ConnectorError } from "../_connectors/connector-error.ts";
import {
  addConnection,
  beginSignIn,
  endSignIn,
  keepOrganisationKey,
  type Person,
  replaceSecret,
  takeSealedConnection,
} from "../_db/connections.ts";
import { makeDataKey, openDataKey, WrappedKey } from "../_secrets/master-keys.ts";
import type { Command, CommandOf } from "./command.ts";
import { checkCredential } from "./credentials.ts";
import { type Tried, tryConnection, tryCredential } from "./try-connection.ts";

export interface CommandTools extends ConnectionTools {
  /** Where services send people back to. */
  redirectUri: string;
}

type Answer =
  | { id: string; needsSignIn: boolean; tried: Tried | null }
  | { id: string; tried: Tried }
  | { tried: Tried }
  | { url: string };

const EXCHANGE_MS = 15_000;

/** Does what the person asks; the database decides whether they may. */
export async function runCommand(tools: CommandTools, command: Command, person: Person): Promise<Answer> {
  switch (command.do) {
    case "try":
      return tryGiven(tools, command, person);
    case "add":
      return add(tools, command, person);
    case "replace":
      return replace(tools, command, person);
    case "test": {
      const sealed = await takeSealedConnection(tools.sql, person, command.id);
      return { tried: await tryConnection(tools, SealedConnection.parse(sealed)) };
    }
    case "begin-sign-in":
      return goToService(tools, command, person);
    case "end-sign-in":
      return comeBack(tools, command, person);
  }
}

async function tryGiven(tools: CommandTools, command: CommandOf<"try">, person: Person): Promise<Answer> {
  const { credential, needsSignIn } = checkCredential(command.connector, command.credential);
  await keepOrganisationKey(tools.sql, person, { orgId: command.orgId, made: null });
  if (needsSignIn)
    return { tried: { works: false, error: "this one is tested once you have signed in there" } };
  return { tried: await tryCredential(tools, command.connector, credential) };
}

async function add(tools: CommandTools, command: CommandOf<"add">, person: Person): Promise<Answer> {
  const { orgId, connector, name } = command;
  const { credential, needsSignIn } = checkCredential(connector, command.credential);
  const id = crypto.randomUUID();
  const made = (await makeDataKey(tools.masters, orgId)).wrapped;
  const wrapped = WrappedKey.parse(await keepOrganisationKey(tools.sql, person, { orgId, made }));
  const dataKey = await openDataKey(tools.masters, orgId, wrapped);
  const envelope = await sealSecret(dataKey, { orgId, id, version: 1 }, { credential, tokens: null });
  await addConnection(tools.sql, person, { id, orgId, connector, name, envelope, needsSignIn });
  const signIn = needsSignIn ? "needed" : "none";
  const sealed = { id, orgId, connector, signIn, version: 1, envelope, dataKey: wrapped } as const;
  const tried = needsSignIn ? null : await tryConnection(tools, sealed);
  return { id, needsSignIn, tried };
}

async function replace(tools: CommandTools, command: CommandOf<"replace">, person: Person): Promise<Answer> {
  const { id } = command;
  const before = SealedConnection.parse(await takeSealedConnection(tools.sql, person, id));
  const { credential, needsSignIn } = checkCredential(before.connector, command.credential);
  const envelope = await sealNext(tools.masters, before, { credential, tokens: null });
  const signIn = needsSignIn ? "needed" : "none";
  const sealed = { ...before, version: before.version + 1, envelope, signIn } as const;
  requireDone(await replaceSecret(tools.sql, person, sealed));
  return { id, needsSignIn, tried: needsSignIn ? null : await tryConnection(tools, sealed) };
}

async function goToService(
  tools: CommandTools,
  { id }: CommandOf<"begin-sign-in">,
  person: Person,
): Promise<Answer> {
  const [state, { verifier, challenge }] = [randomText(), await makePkce()];
  const sealed = SealedConnection.parse(await beginSignIn(tools.sql, person, { id, state, verifier }));
  const { rule, app } = oauthOf(sealed, await openSecret(tools.masters, sealed));
  return { url: authorizeUrl(rule, { ...app, redirectUri: tools.redirectUri, state, challenge }) };
}

async function comeBack(
  tools: CommandTools,
  { state, code }: CommandOf<"end-sign-in">,
  person: Person,
): Promise<Answer> {
  const found = await endSignIn(tools.sql, person, state);
  if (!found) {
    throw new FloyoError("forbidden", "this sign-in was not begun by you, is over, or was used; begin again");
  }
  const { verifier } = found as { verifier: string };
  const sealed = SealedConnection.parse(found);
  const secret = await openSecret(tools.masters, sealed);
  const { rule, app } = oauthOf(sealed, secret);
  const context = contextOf(tools, { timeoutMs: EXCHANGE_MS, idempotencyKey: state });
  const { redirectUri } = tools;
  const tokens = await exchangeCode(context, rule, app, { code, verifier, redirectUri }).catch(
    (error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
      const { redact } = openedConnection(sealed.connector, secret);
      throw new FloyoError("invalid_input", `the sign-in did not end well: ${redact(error.message)}`, {
        cause: error,
      });
    },
  );
  const envelope = await sealNext(tools.masters, sealed, { ...secret, tokens });
  const next = { ...sealed, version: sealed.version + 1, envelope, signIn: "done" } as const;
  requireDone(await replaceSecret(tools.sql, person, next));
  return { id: sealed.id, tried: await tryConnection(tools, next) };
}

function oauthOf(sealed: SealedConnection, secret: Secret) {
  const { oauth } = openedConnection(sealed.connector, secret);
  if (oauth?.rule.grant !== "authorization-code") {
    throw new FloyoError(
      "invalid_input",
      "nobody signs in for a connection of this kind; replace its secret",
    );
  }
  return oauth;
}

function requireDone(isDone: boolean): void {
  if (!isDone) throw new FloyoError("conflict", "somebody else replaced this secret just now; look again");
}
