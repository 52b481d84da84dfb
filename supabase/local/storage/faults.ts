/** A refusal in hosted's shape: the status that counts is in the body, as text; the answer's own is 400. */
export class StorageFault extends Error {
  readonly code: string;
  readonly status: number;
  readonly label: string;

  constructor(code: string, status: number, message: string, label: string = code) {
    super(message);
    this.code = code;
    this.status = status;
    this.label = label;
  }
}

export const faults = {
  noBucket: () => new StorageFault("NoSuchBucket", 404, "Bucket not found", "Bucket not found"),
  noObject: () => new StorageFault("NoSuchKey", 404, "Object not found", "not_found"),
  badKey: (key: string) => new StorageFault("InvalidKey", 400, `Invalid key: ${key.slice(0, 200)}`),
  badBucketName: () => new StorageFault("InvalidBucketName", 400, "Bucket name invalid", "Invalid Input"),
  exists: (what: "Key" | "Bucket") =>
    new StorageFault(`${what}AlreadyExists`, 409, "The resource already exists", "Duplicate"),
  denied: (message = "Access denied") => new StorageFault("AccessDenied", 403, message, "Unauthorized"),
  tooLarge: () =>
    new StorageFault(
      "EntityTooLarge",
      413,
      "The object exceeded the maximum allowed size",
      "Payload too large",
    ),
  badMimeType: (type: string) =>
    new StorageFault("InvalidMimeType", 415, `mime type ${type} is not supported`, "invalid_mime_type"),
  badRequest: (message: string) => new StorageFault("InvalidRequest", 400, message, "Invalid Input"),
  badToken: (message: string) => new StorageFault("InvalidJWT", 400, message),
  badSignature: () => new StorageFault("InvalidSignature", 400, "Invalid signature"),
  notEmpty: () =>
    new StorageFault(
      "ResourceNotEmpty",
      409,
      "The bucket you tried to delete is not empty",
      "InvalidRequest",
    ),
};

export function faultResponse(fault: StorageFault): Response {
  const { code, status, label, message } = fault;
  return Response.json({ statusCode: String(status), error: label, message, code }, { status: 400 });
}

/** What a refusal of the database or the file system means to the client; other errors pass. */
export function faultOf(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  // Class 22: a value that the database cannot take, such as text with NUL or a date of no calendar.
  if (/^22[0-9A-Z]{3}$/.test(String(error.code))) return faults.badRequest(error.message);
  switch (error.code) {
    case "42501":
      return faults.denied(error.message);
    case "23503":
      return faults.noBucket();
    // Removed by somebody else between its row and its file.
    case "ENOENT":
      return faults.noObject();
    case "57014":
      return new StorageFault("DatabaseTimeout", 544, "The connection to the database timed out");
    default:
      return error;
  }
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}
