import type { z } from "zod";

/** How a form asks for one part of a credential. */
export interface CredentialField {
  field: string;
  label: string;
  input: "text" | "secret" | "long-secret" | "choice";
  help?: string;
  placeholder?: string;
  options?: readonly { value: string; label: string }[];
  /** Asked only while another field has one of these values. */
  when?: { field: string; is: readonly string[] };
  isOptional?: true;
}

/** How a form asks for one setting of an action; a row of the table of step kinds takes the same. */
export interface ActionField {
  field: string;
  label: string;
  input: "template" | "long-template" | "json" | "pairs" | "choice" | "yes-no";
  help?: string;
  options?: readonly string[];
}

export interface Action<Key extends string = string, Input extends z.ZodType = z.ZodType> {
  /** Kebab-case, unique within its connector. */
  key: Key;
  name: string;
  /** What it does, one sentence. */
  description: string;
  input: Input;
  form: readonly ActionField[];
  /** Changes nothing, so that it may be done again when nobody knows whether it was done. */
  isRead: boolean;
  /** What later steps find, in words: `ts, channel`. */
  gives: string;
}

/** Where people sign in at a service, and which token endpoint answers (RFC 6749). */
export interface OAuthRule {
  grant: "authorization-code" | "client-credentials";
  authorizeUrl: string;
  tokenUrl: string;
  scope: string;
  /** What the service wants besides, so that it gives a refresh token. */
  extra: Readonly<Record<string, string>>;
  clientAuth: "basic" | "body";
}

/** A service as data. What it does lies in functions/_connectors, under the same key. */
export interface Connector<
  Key extends string = string,
  Credential extends z.ZodType = z.ZodType,
  Actions extends readonly Action[] = readonly Action[],
> {
  /** Kebab-case; stored with each connection and step. */
  key: Key;
  name: string;
  /** What people do with it, one sentence. */
  description: string;
  /** Where the service documents what is used of it. */
  docs: string;
  /** Hosts that it calls; empty: those that the credential names. */
  hosts: readonly string[];
  credential: Credential;
  form: readonly CredentialField[];
  /** null: this credential is whole as it is. */
  oauth?(credential: z.output<Credential>): OAuthRule | null;
  actions: Actions;
}

/** Keeps the types of one connector while it is written down. */
export function connector<
  const Key extends string,
  Credential extends z.ZodType,
  const Actions extends readonly Action[],
>(row: Connector<Key, Credential, Actions>): Connector<Key, Credential, Actions> {
  return row;
}

/** The same for an action. */
export function action<const Key extends string, Input extends z.ZodType>(
  row: Action<Key, Input>,
): Action<Key, Input> {
  return row;
}
