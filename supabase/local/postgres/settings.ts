/** Small on purpose: the whole platform idles under 350 MB, and a development database is one person's. */
const SMALL: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "32MB",
  max_wal_size: "256MB",
  min_wal_size: "32MB",
  wal_buffers: "1MB",
  work_mem: "4MB",
  maintenance_work_mem: "32MB",
  jit: "off",
  max_wal_senders: "0",
  max_worker_processes: "2",
  max_logical_replication_workers: "0",
  max_parallel_workers_per_gather: "0",
  autovacuum_max_workers: "1",
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.max": "500",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m %u ",
  log_min_messages: "warning",
};

/**
 * For clusters that are deleted after use: nothing needs to survive a power cut. A commit is still written before it is
 * told, since tests kill Postgres and count what it told.
 */
const THROW_AWAY: Record<string, string> = {
  fsync: "off",
  full_page_writes: "off",
};

/** The postmaster's arguments, always given on the command line so that an old cluster gets new settings. */
export function serverArguments(options: { dataFolder: string; port: number; throwAway: boolean }): string[] {
  const settings = { ...SMALL, ...(options.throwAway ? THROW_AWAY : {}), port: String(options.port) };
  return [
    "-D",
    options.dataFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}
