import type { Command } from "commander";
import { analyze } from "./analyze.ts";
import { attack } from "./attack.ts";
import { bench } from "./bench.ts";
import { ciphers } from "./ciphers.ts";
import { compare } from "./compare.ts";
import { completion } from "./completion.ts";
import { decrypt } from "./decrypt.ts";
import { encrypt } from "./encrypt.ts";
import { exchange } from "./exchange.ts";
import { inspect } from "./inspect.ts";
import { keygen } from "./keygen.ts";
import { keystream } from "./keystream.ts";
import { nist } from "./nist.ts";
import { queue } from "./queue.ts";
import { study } from "./study.ts";
import { train } from "./train.ts";
import { worker } from "./worker.ts";

/** The verbs, in the order of `--help`. A new one is a file beside this and a line here. */
export const verbs: readonly (() => Command)[] = [
  keygen,
  encrypt,
  decrypt,
  inspect,
  ciphers,
  analyze,
  compare,
  attack,
  study,
  exchange,
  train,
  keystream,
  nist,
  bench,
  worker,
  queue,
  completion,
];
