import { type ParseArgsConfig, parseArgs } from "node:util";
import { FloyoError } from "@floyo/shared/errors.ts";

/** Node's `parseArgs` for a command that takes one file; a wrong option is said in one sentence. */
export function parseFileArguments<T extends NonNullable<ParseArgsConfig["options"]>>(
  args: string[],
  options: T,
) {
  const parsed = parse(args, options);
  const [file, extra] = parsed.positionals;
  if (file === undefined) throw new FloyoError("invalid_input", "Which file? Try: floyo --help");
  if (extra !== undefined)
    throw new FloyoError("invalid_input", `One file at a time; ${extra} is one too many`);
  return { file, values: parsed.values };
}

function parse<T extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FloyoError("invalid_input", `${reason.split("\n")[0]} Try: floyo --help`, { cause });
  }
}
