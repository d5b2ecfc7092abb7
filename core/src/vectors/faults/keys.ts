import type { Workshop } from "../workshop.ts";
import type { Fault } from "./fault.ts";

/** What is wrong with the key, or with how it is wrapped. */
export function keyFaults({ keys }: Workshop): Fault[] {
  return [
    {
      name: "key-one-bit",
      description: "A content key with one bit changed.",
      error: "key",
      open: { key: `${keys.contentKey.slice(0, -1)}e` },
    },
    {
      name: "key-stranger",
      description: "An identity that the key was not wrapped for.",
      error: "key",
      from: { wrap: "reader" },
      open: { identities: [keys.stranger.identity] },
    },
    {
      name: "key-wrong-passphrase",
      description: "Another passphrase.",
      error: "key",
      from: { wrap: "passphrase" },
      open: { passphrase: `${keys.passphrase}r` },
    },
    {
      name: "key-not-wrapped",
      description: "An identity for an image whose key is not wrapped.",
      error: "key",
      open: { identities: [keys.reader.identity] },
    },
    {
      name: "key-not-hex",
      description: "The wrapped payload is not 64 lower-case hexadecimal digits.",
      error: "broken",
      from: { wrap: "notAKey" },
    },
    {
      name: "key-costly",
      description: "A passphrase work factor of 19, which takes 512 MiB.",
      error: "limit",
      from: { wrap: "costly" },
    },
  ];
}
