import type { Cipher, Raster } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { bytesPerSample, type Image } from "neuroveil/image";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import type { JudgedMetric } from "../analysis/judge.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { repeatsNonce } from "../analysis/nonce-note.ts";
import type { Attack } from "../attacks/attack.ts";
import { attacks as allAttacks } from "../attacks/list.ts";
import { runAttack } from "../attacks/run-attack.ts";
import { distinguishableBits } from "../sensitivity/distinguishable-keys.ts";
import { meanInterval, type MeanInterval } from "../statistics/mean-interval.ts";

/** What a cipher is examined by. */
export interface Examining {
  /** One and more; the first is timed. */
  readonly images: readonly Image[];
  /** What native keys are drawn from, another one for every image. */
  readonly secret: Uint8Array;
  /** Places at which one sample is changed, from 16. */
  readonly positions: number;
  readonly attacks: readonly Attack[];
  /** What is attacked. */
  readonly scene: Image;
  /** Processor time for each attack, about. */
  readonly attackSeconds: number;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** How an attack went. */
export interface AttackOutcome {
  readonly attack: string;
  readonly setting: string;
  readonly broken?: boolean;
  /** Share of what was to be found, with its interval, and what chance gives. */
  readonly recovered?: number;
  readonly interval?: readonly [low: number, high: number];
  readonly chance?: number;
  readonly queries?: number;
  /** Why it was not tried, or failed. */
  readonly notTried?: string;
}

/** What the laboratory finds in one cipher. Plain data. */
export interface Examined {
  readonly cipher: string;
  readonly status: Cipher["status"];
  readonly images: number;
  readonly samples: number;
  /** Of metrics over all channels: mean and 95 % interval over the images. */
  readonly metrics: Readonly<Record<string, Pick<MeanInterval, "value" | "low" | "high">>>;
  /** On how many images each failed metric fails. */
  readonly failed: Readonly<Record<string, number>>;
  /** Bits of the native key that decide what is decrypted, of those on paper. */
  readonly keyBits: { readonly bits: number; readonly nominal: number };
  readonly attacks: readonly AttackOutcome[];
  /** Medians; of a program with the way through its pipes. */
  readonly speed: {
    readonly bytes: number;
    readonly encryptSeconds: number;
    readonly decryptSeconds: number;
  };
}

/** What papers print, and in their order. */
const printedMetrics = [
  "entropy",
  "chi-square",
  "correlation-horizontal",
  "correlation-vertical",
  "correlation-diagonal",
  "npcr-mean",
  "uaci-mean",
  "key-sensitivity-npcr",
  "psnr",
] as const;

/** Level of all attacks on one cipher together. */
const level = 0.001;
const timings = 5;

/** Metrics, key bits, attacks and speed of one cipher. */
export async function examine(
  cipher: Cipher,
  { images, secret, positions, attacks, scene, attackSeconds, onProgress }: Examining,
): Promise<Examined> {
  const steps = images.length + attacks.length + 2;
  let done = 0;
  const advance = (): void => onProgress?.(++done / steps);
  const found: (readonly JudgedMetric[])[] = [];
  for (const [i, image] of images.entries()) {
    const key = await nativeKeyFrom(cipher, Uint8Array.of(...secret, i));
    found.push((await analyzeCipher(cipher, image, { key, positions })).metrics);
    advance();
  }
  const key = await nativeKeyFrom(cipher, secret);
  const parts = await distinguishableBits(cipher, images[0]!, key);
  advance();
  const outcomes: AttackOutcome[] = [];
  for (const attack of attacks) {
    outcomes.push(await outcomeOf(attack, cipher, { scene, attackSeconds }));
    advance();
  }
  const speed = await timed(cipher, images[0]!, key);
  advance();
  const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);
  return {
    cipher: cipher.id,
    status: cipher.status,
    images: images.length,
    samples: images[0]!.width * images[0]!.height * images[0]!.channels,
    metrics: means(found),
    failed: failures(found),
    keyBits: {
      bits: Math.round(sum(parts.map(({ bits }) => bits))),
      nominal: sum(parts.map(({ nominal }) => nominal)),
    },
    attacks: outcomes,
    speed,
  };
}

function means(found: readonly (readonly JudgedMetric[])[]): Examined["metrics"] {
  const entries = printedMetrics.flatMap((id) => {
    const values = found.flatMap((metrics) => overall(metrics, id) ?? []);
    if (values.length < found.length || !values.every(Number.isFinite)) return [];
    const { value, low, high } = meanInterval(values);
    return [[id, { value, low, high }] as const];
  });
  return Object.fromEntries(entries);
}

/** Over all channels together, or the mean of each where they are measured apart. */
function overall(metrics: readonly JudgedMetric[], id: string): number | undefined {
  const same = metrics.filter((each) => each.id === id);
  const together = same.find(({ channel }) => channel === undefined);
  if (together !== undefined || same.length === 0) return together?.value;
  return same.reduce((sum, { value }) => sum + value, 0) / same.length;
}

function failures(found: readonly (readonly JudgedMetric[])[]): Examined["failed"] {
  const counts = new Map<string, number>();
  for (const metrics of found) {
    const ids = metrics.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
    for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

async function outcomeOf(
  attack: Attack,
  cipher: Cipher,
  { scene, attackSeconds }: Pick<Examining, "scene" | "attackSeconds">,
): Promise<AttackOutcome> {
  const about = { attack: attack.id, setting: attack.setting };
  const options = { scene, seed: 1, level: level / allAttacks.length, seconds: attackSeconds };
  try {
    const result = await runAttack(attack, cipher, options);
    if ("notTried" in result) return { ...about, notTried: result.notTried };
    const { broken, recovered, interval, chance, queries } = result;
    return { ...about, broken, recovered, interval, chance, queries };
  } catch (error) {
    // A program that takes gray images only, for instance, cannot be asked everything.
    const why = error instanceof NeuroveilError ? error.got : undefined;
    return { ...about, notTried: why ?? (error instanceof Error ? error.message : String(error)) };
  }
}

async function timed(cipher: Cipher, image: Image, key: Uint8Array): Promise<Examined["speed"]> {
  const { width, height, channels, bits } = image;
  const shape = { width, height, channels, bytesPerSample: bytesPerSample(bits) } as const;
  const encrypting: number[] = [];
  const decrypting: number[] = [];
  for (let i = 0; i < timings; i++) {
    const raster: Raster = { ...shape, data: image.data.slice() };
    const start = performance.now();
    const keyVector = await cipher.encrypt(raster, key, { threads: 1 });
    const middle = performance.now();
    await cipher.decrypt(raster, key, keyVector, { threads: 1 });
    encrypting.push((middle - start) / 1000);
    decrypting.push((performance.now() - middle) / 1000);
  }
  return {
    bytes: image.data.length,
    encryptSeconds: median(encrypting),
    decryptSeconds: median(decrypting),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Tables of several ciphers beside each other. */
export function examinedTables(all: readonly Examined[]): string {
  return [metricTable(all), verdictTable(all), attackTable(all)].join("\n\n");
}

const heads: Readonly<Record<(typeof printedMetrics)[number], string>> = {
  entropy: "entropy",
  "chi-square": "χ²",
  "correlation-horizontal": "correlation, horizontal",
  "correlation-vertical": "vertical",
  "correlation-diagonal": "diagonal",
  "npcr-mean": "NPCR, %",
  "uaci-mean": "UACI, %",
  "key-sensitivity-npcr": "NPCR of a key bit, %",
  psnr: "PSNR, dB",
};

function metricTable(all: readonly Examined[]): string {
  const figure = (id: string, value: number): string => {
    if (/npcr|uaci/.test(id)) return (100 * value).toFixed(3);
    return value.toFixed(id === "entropy" || id.startsWith("correlation") ? 4 : 1);
  };
  return markdown(
    ["cipher", ...printedMetrics.map((id) => heads[id])],
    all.map(({ cipher, metrics }) => [
      `\`${cipher}\``,
      ...printedMetrics.map((id) => {
        const mean = metrics[id];
        if (mean === undefined) return "–";
        const { value, low, high } = mean;
        const reach = Number.isFinite(high - low) ? ` ± ${figure(id, (high - low) / 2)}` : "";
        return `${figure(id, value)}${reach}`;
      }),
    ]),
  );
}

/** Failed metrics that are named. */
const mostNamed = 6;

function verdictTable(all: readonly Examined[]): string {
  const named = (ids: readonly string[]): string => {
    if (ids.length === 0) return "nothing";
    const more = ids.length - mostNamed;
    return ids.slice(0, mostNamed).join(", ") + (more > 0 ? ` and ${more} more` : "");
  };
  return markdown(
    [
      "cipher",
      "fails, as used",
      "fails, under a repeated nonce",
      "key bits that count",
      "KB/s encrypting",
      "decrypting",
    ],
    all.map(({ cipher, failed, keyBits, speed }) => {
      const ids = Object.keys(failed);
      const rate = (seconds: number): string => (speed.bytes / 1000 / seconds).toPrecision(3);
      return [
        `\`${cipher}\``,
        named(ids.filter((id) => !repeatsNonce(id))),
        named(ids.filter(repeatsNonce)),
        `${keyBits.bits} of ${keyBits.nominal}`,
        rate(speed.encryptSeconds),
        rate(speed.decryptSeconds),
      ];
    }),
  );
}

function attackTable(all: readonly Examined[]): string {
  const ids = [...new Set(all.flatMap(({ attacks }) => attacks.map(({ attack }) => attack)))];
  const settings = new Map(
    all.flatMap(({ attacks }) => attacks.map(({ attack, setting }) => [attack, setting] as const)),
  );
  const cell = (outcome: AttackOutcome | undefined): string => {
    if (outcome?.broken === undefined) return "–";
    const { broken, recovered, interval } = outcome;
    const percent = (share: number): string => (100 * share).toFixed(1);
    const found = `${percent(recovered!)} (${interval!.map(percent).join("–")})`;
    return broken ? `**${found}**` : found;
  };
  return markdown(
    ["attack", "setting", ...all.map(({ cipher }) => `\`${cipher}\``)],
    ids.map((id) => {
      const cells = all.map(({ attacks }) => cell(attacks.find(({ attack }) => attack === id)));
      return [id, settings.get(id)!].concat(cells);
    }),
  );
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
