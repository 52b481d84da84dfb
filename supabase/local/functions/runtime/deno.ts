/** The few members of `Deno` that the worker's own code uses; functions themselves need none of them. */
export interface DenoRuntime {
  args: string[];
  env: { delete(name: string): void; toObject(): Record<string, string> };
  errors: { ConnectionRefused: new (message: string) => Error };
  stdin: { readable: AsyncIterable<Uint8Array> };
  connect(options: { port?: number }): Promise<unknown>;
  connectTls(options: { port?: number }): Promise<unknown>;
  exit(code: number): never;
  memoryUsage(): { rss: number };
  readTextFileSync(path: string): string;
  serve(
    options: {
      hostname: string;
      port: number;
      onListen(address: { port: number }): void;
      onError(error: unknown): Response;
    },
    handler: (request: Request, info: unknown) => Response | Promise<Response>,
  ): unknown;
}
