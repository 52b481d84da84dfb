import { integer } from "./arguments.ts";
import type { CommandTable } from "./commands/command.ts";
import { hashCommands } from "./commands/hashes.ts";
import { keyCommands } from "./commands/keys.ts";
import { listCommands } from "./commands/lists.ts";
import { serverCommands } from "./commands/server.ts";
import { setCommands } from "./commands/sets.ts";
import { sortedSetCommands } from "./commands/sorted-sets.ts";
import { stringCommands } from "./commands/strings.ts";
import type { Engine } from "./engine.ts";
import { createKeyspace } from "./keyspace.ts";
import { createLuaRuntime, type LuaRuntime, sha1 } from "./lua/runtime.ts";
import { OK, RedisError, type Reply } from "./reply.ts";

const COMMANDS: CommandTable = {
  ...stringCommands,
  ...keyCommands,
  ...hashCommands,
  ...setCommands,
  ...sortedSetCommands,
  ...listCommands,
  ...serverCommands,
};
const SCRIPTING: Record<string, number> = { EVAL: -3, EVALSHA: -3, EVAL_RO: -3, EVALSHA_RO: -3, SCRIPT: -2 };

/**
 * Redis in this process, for machines without one: the commands that the two Upstash clients' features need, and Lua.
 * `now` gives epoch milliseconds. Lua starts with the first script.
 */
export function createInProcessEngine({ now }: { now: () => number } = { now: Date.now }): Engine {
  const keyspace = createKeyspace(now);
  const scripts = new Map<string, Buffer>();
  let lua: Promise<LuaRuntime> | undefined;
  const openLua = () => {
    lua ??= createLuaRuntime((command) => execute(command));
    return lua;
  };

  const execute = (command: Buffer[]): Reply => {
    const [name = "", ...args] = [command[0]?.toString("latin1").toUpperCase(), ...command.slice(1)] as [
      string,
      ...Buffer[],
    ];
    const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    const refusal = checkArity(
      command,
      found?.arity ?? (Object.hasOwn(SCRIPTING, name) ? SCRIPTING[name] : undefined),
    );
    if (refusal) return refusal;
    if (!found) return new RedisError("ERR This Redis command is not allowed from script");
    try {
      return found.run(keyspace, args);
    } catch (error) {
      if (error instanceof RedisError) return error;
      throw error;
    }
  };

  const runScripting = (runtime: LuaRuntime, command: Buffer[]): Reply => {
    const refusal = checkArity(command, SCRIPTING[nameOf(command)]);
    if (refusal) return refusal;
    try {
      return nameOf(command) === "SCRIPT" ? manageScripts(runtime, command) : evaluate(runtime, command);
    } catch (error) {
      if (error instanceof RedisError) return error;
      throw error;
    }
  };

  const evaluate = (
    runtime: LuaRuntime,
    [name, source = Buffer.alloc(0), count, ...rest]: Buffer[],
  ): Reply => {
    const isSha = name?.toString("latin1").toUpperCase().startsWith("EVALSHA");
    const script = isSha ? scripts.get(source.toString("latin1").toLowerCase()) : source;
    if (!script) return new RedisError("NOSCRIPT No matching script. Please use EVAL.");
    const keyCount = integer(count);
    if (keyCount < 0) return new RedisError("ERR Number of keys can't be negative");
    if (keyCount > rest.length)
      return new RedisError("ERR Number of keys can't be greater than number of args");
    const reply = runtime.run(script, { keys: rest.slice(0, keyCount), args: rest.slice(keyCount) });
    if (!runtime.compile(script)) scripts.set(sha1(script), script);
    return reply;
  };

  const manageScripts = (runtime: LuaRuntime, [, action, ...args]: Buffer[]): Reply => {
    switch (action?.toString("latin1").toUpperCase()) {
      case "LOAD": {
        const script = args[0] ?? Buffer.alloc(0);
        const failure = runtime.compile(script);
        if (failure) return failure;
        scripts.set(sha1(script), script);
        return Buffer.from(sha1(script));
      }
      case "EXISTS":
        return args.map((sha) => (scripts.has(sha.toString("latin1").toLowerCase()) ? 1 : 0));
      case "FLUSH":
        scripts.clear();
        return OK;
      default:
        return new RedisError(`ERR unknown subcommand '${action}'. Try SCRIPT HELP.`);
    }
  };

  const run = async (command: Buffer[]): Promise<Reply> =>
    isScripting(command) ? runScripting(await openLua(), command) : execute(command);

  return {
    kind: "in-process",
    run,
    async transaction(commands) {
      const runtime = commands.some(isScripting) ? await openLua() : undefined;
      if (commands.some((command) => checkArity(command, arityOf(nameOf(command))))) {
        return new RedisError("EXECABORT Transaction discarded because of previous errors.");
      }
      return commands.map((command) =>
        runtime && isScripting(command) ? runScripting(runtime, command) : execute(command),
      );
    },
    async stop() {
      keyspace.clear();
      (await lua)?.close();
    },
  };
}

function nameOf(command: Buffer[]): string {
  return command[0]?.toString("latin1").toUpperCase() ?? "";
}

function isScripting(command: Buffer[]): boolean {
  return Object.hasOwn(SCRIPTING, nameOf(command));
}

function arityOf(name: string): number | undefined {
  if (Object.hasOwn(SCRIPTING, name)) return SCRIPTING[name];
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name]?.arity : undefined;
}

function checkArity(command: Buffer[], arity: number | undefined): RedisError | null {
  const name = command[0]?.toString("latin1") ?? "";
  if (arity === undefined) {
    const shown = command.slice(1, 21).map((argument) => `'${argument.toString("latin1").slice(0, 128)}' `);
    return new RedisError(`ERR unknown command '${name}', with args beginning with: ${shown.join("")}`);
  }
  const isRight = arity > 0 ? command.length === arity : command.length >= -arity;
  return isRight ? null : new RedisError(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
}
