import type { Authorizer, Extension, Subject } from "./authorize.ts";
import type { Space } from "./hub.ts";

/** What one client may do on one channel under its present token; asked once a token, as hosted does. */
export interface Rights {
  /** Asks anew, for a new token. False when nothing may be read. */
  renew(subject: Subject): Promise<boolean>;
  canRead(extension: Extension): boolean;
  canWrite(extension: Extension): Promise<boolean>;
}

/** Public channels are open to whoever holds a key; private ones are what the policies say. */
export function newRights(authorizer: Authorizer, space: Space, read: Extension[]): Rights {
  if (!space.isPrivate) {
    return { renew: async () => true, canRead: () => true, canWrite: async () => true };
  }
  let subject: Subject | null = null;
  let readable: Extension[] = [];
  let writable = new Map<Extension, Promise<boolean>>();

  return {
    async renew(next) {
      subject = next;
      writable = new Map();
      readable = await authorizer.readable(next, space.topic, read);
      return readable.length > 0;
    },
    canRead: (extension) => readable.includes(extension),
    canWrite(extension) {
      if (!subject) return Promise.resolve(false);
      const known = writable.get(extension) ?? authorizer.canWrite(subject, space.topic, extension);
      writable.set(extension, known);
      return known;
    },
  };
}
