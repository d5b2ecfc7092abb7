import type { Cipher } from "neuroveil/ciphers";
import { wrapped } from "../terminal/wrap.ts";
import { attacksRecorded } from "./attacks-recorded.ts";
import { attacksTried } from "./attacks-tried.ts";
import { isLaboratory } from "./known-ciphers.ts";

/** What each status promises, and what it does not. */
const statuses: Readonly<Record<Cipher["status"], string>> = {
  cipher:
    "cipher: meant to be used, and not claimed to be as strong as AES; the default protection (sealed) puts AES-256-GCM around it",
  baseline: "baseline: there to compare with",
  "known-weak":
    "known-weak: falls to an attack that we can show; a picture is secret by the seal alone (sealed, the default)",
};

const families: Readonly<Record<Cipher["family"], string>> = {
  hybrid: "a convolutional network and an LSTM, whose states are the key",
  chaotic: "orbits of a chaotic neural network permute and mask the image",
  cellular: "a network of cells that see their neighbours, in continuous time or in steps",
  convolutional: "layers of convolutions that turn the image into noise and back",
  gan: "networks that were trained against one another",
  perceptual:
    "pixels change places and become negatives, so that the image can still be compressed or learned from",
  baseline: "a cipher to compare with: a standard, or a chaotic map as the literature has it",
  control: "a cipher that is weak on purpose, so that a laboratory can be held to seeing it",
};

/** Where the source line of a registry row begins to tell why the cipher is weak. */
const weakness = /; weak: /;

/** One cipher for people: everything that its row says. */
export function cipherText(cipher: Cipher): string {
  const { id, family, lossless, nativeKey, keySpace, keyVectorBytes, tileRows } = cipher;
  const [source, weak] = cipher.source.split(weakness) as [string, string?];
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ["kind", families[cipher.family]],
    ["source", source],
    ["status", isLaboratory(cipher) ? cipher.status : statuses[cipher.status]],
    ["weak", weak],
    ["tried", attacksTried(id)],
    ["attacks", attacksRecorded(id)],
    ["used by", isLaboratory(cipher) ? "analyze and compare" : "encrypt, analyze and compare"],
    ["gives back", lossless ? "every sample as it was" : lossyText(isLaboratory(cipher))],
    ["native key", `${8 * nativeKey.bytes} bits: ${nativeKey.description}`],
    ["nonce", nativeKey.nonceBytes ? `its last ${nativeKey.nonceBytes} bytes, public` : ""],
    ["key space", keySpace],
    ["key vector", keyVectorBytes === 0 ? "none" : `${keyVectorBytes} bytes`],
    ["tiles", tileRows === 0 ? "none: the image as a whole" : `of ${tileRows} rows`],
    ["parameters", parametersText(cipher.parameters)],
    ["weights", cipher.weights && `SHA-256 ${cipher.weights}`],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`  ${name.padEnd(12)}${wrapped(value, 14)}`],
  );
  return [`${id}, of the ${family} family`, ...lines].join("\n");
}

function lossyText(laboratory: boolean): string {
  const alone = "an approximation";
  return laboratory ? alone : `${alone}; encrypt seals what is lost beside it (--lossy: not)`;
}

function parametersText(parameters: Cipher["parameters"]): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
}

/** The same for scripts. */
export function cipherDocument(cipher: Cipher): Readonly<Record<string, unknown>> {
  return {
    id: cipher.id,
    family: cipher.family,
    status: cipher.status,
    lossless: cipher.lossless,
    laboratory: isLaboratory(cipher),
    source: cipher.source,
    tried: attacksTried(cipher.id),
    attacks: attacksRecorded(cipher.id),
    parameters: cipher.parameters,
    nativeKey: cipher.nativeKey,
    keySpace: cipher.keySpace,
    keyVectorBytes: cipher.keyVectorBytes,
    weights: cipher.weights,
  };
}
