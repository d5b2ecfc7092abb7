import { task, type Task } from "../../threads/task.ts";
import type { DeflatedStrip, StripTask } from "./deflate-strip.node.ts";

/** Filters and compresses a part of a PNG's pixel data; asked in Node only. */
export const deflateTask: Task<StripTask, DeflatedStrip> = task("deflate-strip");
