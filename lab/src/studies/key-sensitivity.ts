import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { distinguishableBits } from "../sensitivity/distinguishable-keys.ts";
import { keySensitivity } from "../sensitivity/key-sensitivity.ts";
import type { ParameterCurve } from "../sensitivity/native-curve.ts";

const mostNamed = 4;

/** A row of the page about keys. */
export async function keySensitivityRow(
  cipher: Cipher,
  image: Image,
  secret: Uint8Array,
): Promise<string> {
  const { encryption, decryption, curves, wrapped } = await keySensitivity(cipher, image, {
    secret,
  });
  const key = await nativeKeyFrom(cipher, secret);
  const parts = await distinguishableBits(cipher, image, key);
  const smallest = Math.min(...encryption.map(({ npcr }) => npcr.value));
  const largest = Math.max(...decryption.map(({ psnr }) => psnr?.value ?? -Infinity));
  const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);
  return `| ${[
    `\`${cipher.id}\``,
    cipher.status,
    passed(encryption),
    (100 * smallest).toFixed(3),
    passed(decryption),
    decryption.filter(({ refused }) => refused).length,
    largest === Infinity ? "∞" : Number.isFinite(largest) ? largest.toFixed(2) : "–",
    curveCell(curves),
    `${Math.round(sum(parts.map(({ bits }) => bits)))} of ${sum(parts.map(({ nominal }) => nominal))}`,
    passed(wrapped),
  ].join(" | ")} |`;
}

/** Numbers that there are many of are told together. */
function curveCell(curves: readonly ParameterCurve[]): string {
  if (curves.length === 0) return "–";
  if (curves.length <= mostNamed)
    return curves.map(({ name, sensitivity }) => `${name} ${sensitivity}`).join(", ");
  const all = curves.map(({ sensitivity }) => sensitivity);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return `${least === most ? least : `${least} to ${most}`} (${curves.length} numbers)`;
}

function passed(results: readonly { readonly pass: boolean }[]): string {
  return `${results.filter(({ pass }) => pass).length} of ${results.length}`;
}

/** The page about keys. @param rows of {@link keySensitivityRow} */
export function keySensitivityPage(rows: readonly string[], image: Image): string {
  const { width, height, channels } = image;
  return `# Key sensitivity, on native keys

Written by \`npm run sensitivity\` (without \`rsa-oaep\`, whose native keys are key pairs that take seconds each to draw). Image: a drawn scene of ${width} × ${height} × ${channels} samples; one native key a cipher, changed by one step: every real number moved to the next one that a key can hold, or 64 single bits flipped, spread over the key. All verdicts of a cipher are one family at level 0.001.

- *encrypts*: changed keys whose cipher image differs from the right key's as two random images do (NPCR and UACI), and the smallest NPCR in percent.
- *decrypts*: changed keys that are refused, or decrypt to nothing of the image (ratio within 0.3 dB of an ideal cipher's, no correlation); how many were refused by a key vector or tag; and the largest ratio in decibels, refusals ignored.
- *s*: for every real number of the native key, the exponent of the smallest change, 2^-s of its range, that changes the whole cipher image; of 1 to 52.
- *bits*: of the native key, those that decide what is decrypted, refusals ignored, measured at this key, for a string of bits from the share of 64 spread ones; not what is left after symmetries, merging orbits far from each other and the seed's 256 bits.
- *wrapped*: a secret of eight bytes with one bit flipped, native keys derived by HKDF-SHA-256. The key derivation alone makes this look perfect wherever the native key reaches the whole image.

| cipher | status | encrypts | smallest NPCR | decrypts | refused | largest dB | s | bits | wrapped |
|---|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}

Where a row of a real-valued cipher fails one step apart, the two keys are one: a flow that contracts rounds both orbits to the same one within some steps, so the last bits of its start are no key. Of DES's key bits one in eight is parity. Two of the four parts of \`hybrid\`'s and \`cnn-only\`'s native key (of their predecessors', of three) only make the key vector: changing them changes the cipher image and is refused, and decrypts for whoever does not ask. Passing says nothing about security: the canary passes with a key of 16 bits.
`;
}
