import { withHeader, withRecord } from "./changes.ts";
import type { Fault } from "./fault.ts";

/** What is wrong with the key vector, wherever it stands. */
export const keyVectorFaults: Fault[] = [
  {
    name: "key-vector-sealed",
    description: "Another key vector in the sealed record.",
    error: "tampered",
    repack: withRecord({ keyVector: new Uint8Array(32) }),
  },
  {
    name: "key-vector-authenticated",
    description: "Another key vector in the header, MACs right.",
    error: "tampered",
    from: { protection: "authenticated" },
    repack: withHeader({ keyVector: new Uint8Array(32) }),
  },
  {
    name: "key-vector-missing",
    description: "A bare image without key vector.",
    error: "broken",
    from: { protection: "bare" },
    repack: withHeader({ keyVector: undefined }),
  },
];
