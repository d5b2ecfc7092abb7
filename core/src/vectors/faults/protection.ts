import { decodeHeader, encodeHeader } from "../../container/header/header.ts";
import type { Fault } from "./fault.ts";

/** What is wrong with how an image says that it is protected. */
export const protectionFaults: Fault[] = [
  {
    name: "protection-downgrade",
    description: "A sealed image whose header says bare, its MAC unchanged.",
    error: "key",
    open: { key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", bare: true },
    forge: {
      parts: ({ header }) => ({
        header: encodeHeader({ ...decodeHeader(header), protection: "bare" }),
        proof: new Uint8Array(0),
      }),
    },
  },
  {
    name: "protection-bare-refused",
    description: "A bare image where bare images were not asked for.",
    error: "unsupported",
    from: { protection: "bare" },
    open: { key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" },
  },
  {
    name: "bare-no-key-vector",
    description:
      "A bare image of a cipher without key vector: nothing shows whether it was changed.",
    error: "unsupported",
    from: { protection: "bare", cipher: "cnse" },
  },
];
