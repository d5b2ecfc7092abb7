import type { Pool } from "@neuroveil/jobs";
import type { Finding, NotTried } from "@neuroveil/lab/attacks";
import type { Image } from "neuroveil/image";
import type { CipherSource } from "../comparison/cipher-source.ts";

/** One attack on one cipher. Plain data, copied to a worker. */
export interface AttackJob {
  /** Id of the attack. */
  readonly attack: string;
  readonly source: CipherSource;
  readonly scene: Image;
  readonly seed: number;
  readonly level: number;
  readonly seconds: number;
}

export type Tried = Finding | NotTried;

/** Carries out attacks, as many at a time as it is wide. */
export type AttackEngine = Pick<Pool<AttackJob, Tried>, "width" | "run" | "close">;
