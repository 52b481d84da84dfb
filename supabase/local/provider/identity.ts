import { createHash } from "node:crypto";

/** Somebody as the test provider knows them. */
export interface Identity {
  email: string;
  isVerified: boolean;
}

/** The same number for the same address, as providers number their people. */
export function numberOf(email: string): number {
  return createHash("sha256").update(email.toLowerCase()).digest().readUIntBE(0, 5);
}

export function nameOf(email: string): string {
  const [name = email] = email.split("@");
  return name;
}

/** What GitHub's API says of a person. */
export function gitHubUser({ email }: Identity) {
  return { id: numberOf(email), login: nameOf(email), name: nameOf(email), avatar_url: null };
}

export function gitHubEmails({ email, isVerified }: Identity) {
  return [{ email, primary: true, verified: isVerified, visibility: null }];
}

/** What Google's tokens say of a person. */
export function googleClaims({ email, isVerified }: Identity) {
  return { sub: String(numberOf(email)), email, email_verified: isVerified, name: nameOf(email) };
}
