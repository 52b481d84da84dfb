import { createHash } from "node:crypto";
import { LuaFactory } from "wasmoon";
import { RedisError, type Reply } from "../reply.ts";
import { PRELUDE } from "./prelude.ts";

type LuaModule = Awaited<ReturnType<LuaFactory["getLuaModule"]>>;
type State = ReturnType<LuaModule["luaL_newstate"]>;

// Lua 5.4's own numbers, as its C header has them.
const OK = 0;
const TYPE_BOOLEAN = 1;
const TYPE_NUMBER = 3;
const TYPE_STRING = 4;
const TYPE_TABLE = 5;
const REGISTRY = -1_001_000;
const HOOK_EVERY_COUNT = 8;
const INSTRUCTIONS_BETWEEN_LOOKS = 100_000;
// Redis calls a script slow after five seconds; here it ends there, since nothing else could run.
const LONGEST_RUN_MS = 5000;

/** Runs scripts to the end with nothing in between, as Redis does. */
export interface LuaRuntime {
  /** Compiles a script for later; an error reply when it is no Lua. */
  compile(script: Buffer): RedisError | null;
  run(script: Buffer, context: { keys: Buffer[]; args: Buffer[] }): Reply;
  close(): void;
}

/**
 * One Lua state. wasmoon's low-level functions are used, because its conveniences turn every string into UTF-8 text and
 * Redis's strings are bytes. `execute` runs a Redis command for a script; it must not throw.
 */
export async function createLuaRuntime(execute: (command: Buffer[]) => Reply): Promise<LuaRuntime> {
  const lua = await new LuaFactory().getLuaModule();
  const state = lua.luaL_newstate();
  lua.luaL_openlibs(state);
  const compiled = new Map<string, number>();
  let deadline = 0;

  const runCommand = lua.module.addFunction((caller: State) => {
    const command: Buffer[] = [];
    for (let at = 1; at <= lua.lua_gettop(caller); at += 1) {
      const argument = readArgument(lua, caller, at);
      if (argument === null) {
        push(lua, caller, new RedisError("ERR Lua redis lib command arguments must be strings or integers"));
        return 1;
      }
      command.push(argument);
    }
    push(lua, caller, execute(command));
    return 1;
  }, "ii");
  const hashText = lua.module.addFunction((caller: State) => {
    pushBytes(lua, caller, Buffer.from(sha1(readArgument(lua, caller, 1) ?? Buffer.alloc(0))));
    return 1;
  }, "ii");
  const stopLateScript = lua.module.addFunction((caller: State) => {
    if (Date.now() <= deadline) return;
    pushBytes(lua, caller, Buffer.from(`script ran longer than ${LONGEST_RUN_MS} ms`));
    lua.lua_error(caller);
  }, "vii");

  const load = (source: Buffer): string | null => {
    const pointer = allocate(lua, source);
    const result = lua.luaL_loadbufferx(state, pointer, source.length, "@user_script", "t");
    lua.module._free(pointer);
    return Number(result) === OK ? null : takeText(lua, state);
  };

  load(Buffer.from(PRELUDE));
  lua.lua_pushcclosure(state, runCommand, 0);
  lua.lua_pushcclosure(state, hashText, 0);
  if (lua.lua_pcallk(state, 2, 0, 0, 0, null) !== OK)
    throw new Error(`Lua did not start: ${takeText(lua, state)}`);
  lua.lua_sethook(state, stopLateScript, HOOK_EVERY_COUNT, INSTRUCTIONS_BETWEEN_LOOKS);

  const reference = (script: Buffer): number | RedisError => {
    const sha = sha1(script);
    const known = compiled.get(sha);
    if (known !== undefined) return known;
    const failure = load(Buffer.concat([Buffer.from("local KEYS, ARGV = ... "), withoutShebang(script)]));
    if (failure !== null) return new RedisError(`ERR Error compiling script (new function): ${failure}`);
    const made = lua.luaL_ref(state, REGISTRY);
    compiled.set(sha, made);
    return made;
  };

  return {
    compile(script) {
      const result = reference(script);
      return result instanceof RedisError ? result : null;
    },
    run(script, { keys, args }) {
      const result = reference(script);
      if (result instanceof RedisError) return result;
      lua.lua_rawgeti(state, REGISTRY, BigInt(result));
      push(lua, state, keys);
      push(lua, state, args);
      deadline = Date.now() + LONGEST_RUN_MS;
      const isOk = lua.lua_pcallk(state, 2, 1, 0, 0, null) === OK;
      const reply = isOk ? toReply(lua, state, -1) : toError(lua, state, sha1(script));
      lua.lua_settop(state, 0);
      return reply;
    },
    close: () => lua.lua_close(state),
  };
}

export function sha1(script: Buffer): string {
  return createHash("sha1").update(script).digest("hex");
}

function withoutShebang(script: Buffer): Buffer {
  if (script.toString("latin1", 0, 2) !== "#!") return script;
  const end = script.indexOf("\n");
  return end < 0 ? Buffer.alloc(0) : script.subarray(end);
}

/** Redis to Lua: null is false, a status is {ok=…}, an error {err=…}. */
function push(lua: LuaModule, state: State, reply: Reply): void {
  if (reply === null) lua.lua_pushboolean(state, 0);
  else if (typeof reply === "number") lua.lua_pushinteger(state, BigInt(Math.trunc(reply)));
  else if (Buffer.isBuffer(reply)) pushBytes(lua, state, reply);
  else if (Array.isArray(reply)) {
    lua.lua_createtable(state, reply.length, 0);
    for (const [at, item] of reply.entries()) {
      push(lua, state, item);
      lua.lua_rawseti(state, -2, BigInt(at + 1));
    }
  } else {
    lua.lua_createtable(state, 0, 1);
    const isError = reply instanceof RedisError;
    pushBytes(lua, state, Buffer.from(isError ? reply.message : reply.status));
    lua.lua_setfield(state, -2, isError ? "err" : "ok");
  }
}

/** Lua to Redis: numbers lose their fraction, false is null, a table ends at its first nil. */
function toReply(lua: LuaModule, state: State, index: number): Reply {
  const at = lua.lua_absindex(state, index);
  const type = Number(lua.lua_type(state, at));
  if (type === TYPE_BOOLEAN) return lua.lua_toboolean(state, at) ? 1 : null;
  if (type === TYPE_NUMBER) return Math.trunc(lua.lua_tonumberx(state, at, null));
  if (type === TYPE_STRING) return readBytes(lua, state, at);
  if (type !== TYPE_TABLE) return null;

  const failure = fieldText(lua, state, { at, name: "err" });
  if (failure !== null) return new RedisError(failure);
  const status = fieldText(lua, state, { at, name: "ok" });
  if (status !== null) return { status };
  const items: Reply[] = [];
  for (let position = 1; ; position += 1) {
    const isEnd = Number(lua.lua_rawgeti(state, at, BigInt(position))) <= 0;
    if (!isEnd) items.push(toReply(lua, state, -1));
    lua.lua_settop(state, -2);
    if (isEnd) return items;
  }
}

function toError(lua: LuaModule, state: State, sha: string): RedisError {
  const known =
    Number(lua.lua_type(state, -1)) === TYPE_TABLE
      ? fieldText(lua, state, { at: lua.lua_gettop(state), name: "err" })
      : null;
  const message = known ?? `ERR ${takeText(lua, state)}`;
  return new RedisError(`${message} script: ${sha}, on @user_script.`);
}

function fieldText(lua: LuaModule, state: State, { at, name }: { at: number; name: string }): string | null {
  const isText = Number(lua.lua_getfield(state, at, name)) === TYPE_STRING;
  const text = isText ? readBytes(lua, state, -1).toString() : null;
  lua.lua_settop(state, -2);
  return text;
}

/** A command's argument: strings as they are, whole numbers without a fraction; null for anything else. */
function readArgument(lua: LuaModule, state: State, at: number): Buffer | null {
  const type = Number(lua.lua_type(state, at));
  if (type === TYPE_STRING) return readBytes(lua, state, at);
  if (type !== TYPE_NUMBER) return null;
  if (lua.lua_isinteger(state, at)) return Buffer.from(String(lua.lua_tointegerx(state, at, null)));
  const value = lua.lua_tonumberx(state, at, null);
  return Buffer.from(Number.isSafeInteger(value) ? String(Math.trunc(value)) : String(value));
}

function takeText(lua: LuaModule, state: State): string {
  const isText = Number(lua.lua_type(state, -1)) === TYPE_STRING;
  const text = isText ? readBytes(lua, state, -1).toString() : "unknown error";
  lua.lua_settop(state, -2);
  return text;
}

function pushBytes(lua: LuaModule, state: State, value: Buffer): void {
  const pointer = allocate(lua, value);
  raw(lua)._lua_pushlstring(state, pointer, value.length);
  lua.module._free(pointer);
}

function readBytes(lua: LuaModule, state: State, at: number): Buffer {
  const length = Number(lua.lua_rawlen(state, at));
  const pointer = raw(lua)._lua_tolstring(state, at, 0);
  return Buffer.from(lua.module.HEAPU8.subarray(pointer, pointer + length));
}

function allocate(lua: LuaModule, value: Buffer): number {
  const pointer = lua.module._malloc(Math.max(1, value.length));
  lua.module.HEAPU8.set(value, pointer);
  return pointer;
}

interface RawExports {
  _lua_tolstring(state: State, at: number, length: number): number;
  _lua_pushlstring(state: State, pointer: number, length: number): number;
}

/** The exported C functions themselves, which the type does not list: wasmoon's wrappers decode the bytes as UTF-8. */
function raw(lua: LuaModule): RawExports {
  return lua.module as unknown as RawExports;
}
