import { analyze } from "./analyze.ts";
import { decrypt } from "./decrypt.ts";
import { encrypt } from "./encrypt.ts";
import { inspect } from "./inspect.ts";
import type { Operation } from "./operation.ts";

/** Everything that can be asked for with a file; a new one is a file and a line here. */
export const operations: readonly Operation[] = [encrypt, decrypt, inspect, analyze];
