import { readFileSync } from "node:fs";
import { pathFromBytes } from "@neuroveil/files";

/**
 * The arguments with the bytes that they were given in. Node replaces those that are no UTF-8 by U+FFFD,
 * and a file named by them would not be found; Linux has kept them.
 * @param seen as Node gives them, without the program itself
 */
export function rawArguments(seen: readonly string[]): string[] {
  if (process.platform !== "linux" || !seen.some(isGarbled)) return [...seen];
  let given: string[];
  try {
    given = splitArguments(readFileSync("/proc/self/cmdline"));
  } catch {
    return [...seen];
  }
  // In front stand the program's path and Node's own options.
  const raw = given.slice(-seen.length);
  return seen.map((argument, i) => (isGarbled(argument) ? (raw[i] ?? argument) : argument));
}

function isGarbled(argument: string): boolean {
  return argument.includes("\ufffd");
}

/** Each argument ends in a zero byte. */
function splitArguments(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(0, start);
    if (end === -1) end = bytes.length;
    found.push(pathFromBytes(bytes.subarray(start, end)));
  }
  return found;
}
