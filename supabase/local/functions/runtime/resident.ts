/**
 * Bytes of memory that are the process's own, from the text of /proc/<pid>/status: anonymous pages where the
 * kernel tells them apart from mapped files, else the resident set. Null when the text has neither.
 */
export function ownMemory(status: string): number | null {
  const line = /^RssAnon:\s+(\d+) kB/m.exec(status) ?? /^VmRSS:\s+(\d+) kB/m.exec(status);
  return line?.[1] ? Number(line[1]) * 1024 : null;
}
