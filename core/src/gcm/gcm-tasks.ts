import type { Rectangle } from "../bytes/rectangle.ts";
import { task, type Task } from "../threads/task.ts";

/** AES-256-GCM over shared memory, in place. */
export interface GcmInput {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly additionalData: Uint8Array;
  readonly chunk: Rectangle;
}

/** Gives the tag. */
export const sealTask: Task<GcmInput, Uint8Array> = task("gcm-seal");

/** Tells whether the tag fits. */
export const openTask: Task<GcmInput & { readonly tag: Uint8Array }, boolean> = task("gcm-open");
