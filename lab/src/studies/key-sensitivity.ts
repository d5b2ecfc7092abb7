import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { distinguishableBits } from "../sensitivity/distinguishable-keys.ts";
import { keySensitivity } from "../sensitivity/key-sensitivity.ts";
import type { ParameterCurve } from "../sensitivity/native-curve.ts";
import { overCiphers } from "./over-ciphers.ts";
import type { Study } from "./study.ts";

const mostNamed = 4;

/** A row of the section about keys. */
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

/** The section about keys. @param rows of {@link keySensitivityRow} */
export function keySensitivitySection(rows: readonly string[], image: Image): string {
  const { width, height, channels } = image;
  return `Image: a drawn scene of ${width} × ${height} × ${channels} samples.

| cipher | status | encrypts | smallest NPCR | decrypts | refused | largest dB | s | bits | wrapped |
|---|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}

export const keySensitivityStudy: Study = {
  id: "key-sensitivity",
  question: "What does a small change of a native key change?",
  page: () => "key-sensitivity.md",
  run: (settings) =>
    overCiphers(
      { id: "key-sensitivity", row: keySensitivityRow, section: keySensitivitySection },
      settings,
    ),
};
