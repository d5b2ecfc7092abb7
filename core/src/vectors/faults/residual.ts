import type { Unpacked } from "../pack.ts";
import { flip } from "./changes.ts";
import type { Fault } from "./fault.ts";

const from = { cipher: "conv-autoencoder" };
const hybrid = { cipher: "hybrid" };

/** What is wrong with a residual, or with what the header says of it. */
export const residualFaults: Fault[] = [
  {
    name: "residual-changed",
    description: "One byte of the sealed residual changed.",
    error: "tampered",
    from,
    forge: {
      parts: ({ residual }) => ({ residual: flip(residual!, 52) }),
    },
  },
  {
    name: "residual-nonce",
    description: "The residual's nonce changed.",
    error: "tampered",
    from,
    forge: {
      parts: ({ residual }) => ({ residual: flip(residual!, 3) }),
    },
  },
  {
    name: "residual-missing",
    description: "A residual that the header promises was taken out.",
    error: "tampered",
    from,
    forge: { parts: () => ({ residual: undefined }) },
  },
  {
    name: "residual-missing-file",
    description: "Of a bare file, too, which is useless unless exact.",
    error: "tampered",
    from: { ...from, content: Uint8Array.of(1, 2, 3), protection: "bare" },
    forge: { parts: () => ({ residual: undefined }) },
  },
  {
    name: "residual-digest",
    description: "A digest that is not that of the image.",
    error: "tampered",
    from,
    repack: withResidual((plain) => flip(plain, 4)),
  },
  {
    name: "residual-digest-bare",
    description: "One sample of a bare image changed: the digest shows it.",
    error: "tampered",
    from: { ...from, protection: "bare" },
    forge: { samples: (samples) => (samples[100]! ^= 64) },
  },
  {
    name: "residual-changed-bare",
    description: "The sealed residual of a bare image changed.",
    error: "tampered",
    from: { ...from, protection: "bare" },
    forge: {
      parts: ({ residual }) => ({ residual: flip(residual!, 21) }),
    },
  },
  {
    name: "residual-left-out-bare",
    description: "A bare image whose residual was left out: nothing shows whether it was changed.",
    error: "unsupported",
    from: { ...from, protection: "bare", lossy: true },
  },
  {
    name: "residual-length",
    description: "A residual whose length points beyond its end.",
    error: "broken",
    from,
    repack: withResidual((plain) => flip(plain, 0)),
  },
  {
    name: "residual-padding",
    description: "A residual with a byte in its padding.",
    error: "broken",
    from,
    repack: withResidual((plain) => flip(plain, plain.length - 1)),
  },
  {
    name: "residual-checksum",
    description: "A residual whose zlib stream has a wrong checksum.",
    error: "broken",
    from,
    // Two bytes of head and five of a stored block, then 12 rows of 1 + 48 bytes.
    repack: withResidual((plain) => flip(plain, 36 + 7 + 12 * 49)),
  },
  {
    name: "residual-of-another-shape",
    description: "A residual for other than the image's rows.",
    error: "broken",
    from,
    repack: ({ header, geometry }) => ({
      header: { ...header, width: 12, height: 16 },
      geometry: { ...geometry, width: 12, height: 16 },
    }),
  },
  {
    name: "residual-not-promised",
    description: "A residual that was left out, according to the header.",
    error: "broken",
    from,
    repack: ({ header }) => ({ header: { ...header, residual: false } }),
  },
  {
    name: "residual-not-told",
    description: "A lossy cipher, and a header without a word on its residual.",
    error: "broken",
    from,
    repack: ({ header }) => ({
      header: { ...header, residual: undefined },
      residual: undefined,
    }),
  },
  {
    name: "residual-lossless",
    description: "A lossless cipher, and a header with a word on its residual.",
    error: "broken",
    from: hybrid,
    repack: ({ header }) => ({ header: { ...header, residual: false } }),
  },
  {
    name: "residual-file-without",
    description: "A file whose residual was left out.",
    error: "broken",
    from: { ...from, content: Uint8Array.of(1, 2, 3) },
    repack: ({ header }) => ({ header: { ...header, residual: false }, residual: undefined }),
  },
];

function withResidual(change: (plain: Uint8Array) => Uint8Array) {
  return ({ residual }: Unpacked): Partial<Unpacked> => ({
    residual: change(residual!),
  });
}
