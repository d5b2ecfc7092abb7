import type { Status } from "neuroveil/ciphers";
import type { JudgedMetric } from "../analysis/judge.ts";
import type { CipherPictures } from "./cipher-pictures.ts";
import type { Part } from "./markup.ts";

/** One cipher, or a cipher image made elsewhere, in a report. */
export interface ReportEntry {
  /** The cipher's id, or a name for a cipher image made elsewhere. */
  readonly name: string;
  /** Absent for a cipher image made elsewhere. */
  readonly status?: Status;
  /** What it is, in a paragraph. */
  readonly about: Part;
  readonly metrics: readonly JudgedMetric[];
  readonly pictures: CipherPictures;
}
