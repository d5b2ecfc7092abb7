import { analyzeCipher, nativeKeyFrom } from "@neuroveil/lab/analysis";
import { baselines } from "@neuroveil/lab/baselines";
import { unknownCipher, type Cipher } from "neuroveil/ciphers";
import { decodeImage, type Limits } from "neuroveil/image";
import { cipherIds, defaultCipher, loadCipher } from "neuroveil/registry";
import type { AnalyzeChoice } from "../requests/analyze-options.ts";

/** One that should pass, and one that passes and protects nothing: shown beside every cipher. */
const yardstickIds = ["aes-256-ctr", "canary"];
const [defaultPositions, yardstickPositions] = [16, 16];

/**
 * Judges ciphers on an image by the field's metrics, in the form of `neuroveil analyze --json`.
 * @param limits what decoding the image may cost, and the signal that stops it all
 * @throws {NeuroveilError} "usage" for the id of a cipher that does not exist, otherwise as `decodeImage`
 */
export async function analyzeImage(
  bytes: Uint8Array,
  { ciphers = [defaultCipher], positions = defaultPositions }: Partial<AnalyzeChoice>,
  limits: Limits,
): Promise<object> {
  const chosen = await Promise.all([...new Set(ciphers)].map(cipherOf));
  const beside = yardstickIds.filter((id) => !ciphers.includes(id));
  const yardsticks = await Promise.all(beside.map(cipherOf));
  const image = await decodeImage(bytes, limits);
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const judge = async (cipher: Cipher, positions: number): Promise<object> => {
    const key = await nativeKeyFrom(cipher, secret);
    return analyzeCipher(cipher, image, { key, positions, signal: limits.signal, threads: 1 });
  };
  const results: object[] = [];
  for (const cipher of chosen) results.push(await judge(cipher, positions));
  for (const cipher of yardsticks) results.push(await judge(cipher, yardstickPositions));
  const { width, height, channels, bits } = image;
  const key = Buffer.from(secret).toString("hex");
  return { image: { width, height, channels, bits }, key, results };
}

async function cipherOf(id: string): Promise<Cipher> {
  const baseline = baselines.find((each) => each.id === id);
  if (baseline !== undefined) return baseline;
  if (cipherIds.includes(id)) return loadCipher(id);
  throw unknownCipher("ids of ciphers", id, [...cipherIds, ...baselines.map((each) => each.id)]);
}
