import { randomBytes } from "node:crypto";
import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { onInterrupt } from "./interrupts.ts";
import {
  identityPattern,
  identityText,
  parseIdentity,
  thisProcess,
  type ProcessIdentity,
} from "./process-identity.ts";
import { systemPath } from "./system-path.ts";

/**
 * What a hidden file is for: "tmp" is being written, "old" is a second name of what is being
 * replaced, "lock" a folder that is to become the naming lock.
 */
type Kind = "tmp" | "old" | "lock";

const pattern = new RegExp(`^\\.neuroveil-(${identityPattern})-[0-9a-f]{8}\\.(tmp|old|lock)$`);

/**
 * A name for a hidden file in a folder that tells whose it is, so that whoever finds it later can see
 * whether that process is still at work. About 50 characters, whatever the final name is.
 */
export function hiddenPath(folder: string, kind: Kind): string {
  const random = randomBytes(4).toString("hex");
  return join(folder, `.neuroveil-${identityText(thisProcess())}-${random}.${kind}`);
}

/** Whose hidden file has this name; undefined when it is none of ours. */
export function hiddenOwner(name: string): ProcessIdentity | undefined {
  const match = pattern.exec(name);
  return match === null ? undefined : parseIdentity(match[1]!);
}

/** Hidden files of this process that must not outlive it. */
const present = new Set<string>();
let watching = false;

/** Call before the file is made: when the process is told to stop, it is removed. */
export function removeOnInterrupt(path: string): void {
  present.add(path);
  if (watching) return;
  watching = true;
  onInterrupt(() => {
    for (const path of present) {
      try {
        unlinkSync(systemPath(path));
      } catch {
        // Gone already, or never made.
      }
    }
  });
}

/** It is gone, or meant to stay. */
export function keepOnInterrupt(path: string): void {
  present.delete(path);
}
