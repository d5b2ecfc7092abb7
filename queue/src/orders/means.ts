import type { Engine } from "@neuroveil/jobs/images";
import type { Records } from "../shared-root/records.ts";
import type { Root } from "../shared-root/root.ts";
import type { LaboratoryJob } from "../sealed/job.ts";
import type { QueueKeys } from "../sealed/keys.ts";
import type { Rights } from "./rights.ts";

/** How files are called; the command line's own rules. */
export interface Naming {
  /** The name that is sealed with a file. */
  sealed(path: string): string;
  /** The name of what was decrypted. */
  restored(sealed: string | undefined, path: string, extension: string | undefined): string;
  /** The same with a number. */
  numbered(name: string, number: number): string;
}

/** Does what is asked of the laboratory, on threads of its own. */
export interface Laboratory {
  /**
   * @param task anybody's who has the secret
   * @param picture a file of the library's formats
   * @returns plain data
   */
  run(
    kind: LaboratoryJob["kind"],
    task: LaboratoryJob["task"],
    picture: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<unknown>;
}

/** What a worker works with. */
export interface Means {
  readonly keys: QueueKeys;
  readonly root: Root;
  readonly rights: Rights;
  readonly engine: Engine;
  /** Undefined: it does no such work. */
  readonly laboratory?: Laboratory | undefined;
  readonly naming: Naming;
  readonly records: Records;
}
