import { estimateText } from "../../report/estimate.ts";
import type { PaperTable } from "../../report/paper-table.ts";
import { binomialTails } from "../../statistics/binomial.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import { meanInterval, type MeanInterval } from "../../statistics/mean-interval.ts";
import { normalQuantile } from "../../statistics/normal.ts";
import { medianInterval } from "../../statistics/median-interval.ts";
import { median } from "../../statistics/quantile.ts";
import { peakDecibels } from "./decibels.ts";
import { estimateOf, finiteOf } from "./estimates.ts";
import { lstmLayers } from "./measure-ablation.ts";
import { mostPairs, networkPairs } from "./measure-attacks.ts";
import type { PicturesRecord } from "./measure-pictures.ts";
import type { HybridRecords } from "./records.ts";
import { yearsText } from "./tables.ts";

export type Verdict = "confirmed" | "refuted" | "undecided";

/** A claim of the hybrid paper, and what was measured of it. */
export interface Claim {
  readonly id: string;
  /** In the paper's words, shortened. */
  readonly claim: string;
  /** The rule, stated before measuring. */
  readonly rule: string;
  readonly figure: string;
  readonly n: number;
  readonly verdict: Verdict;
}

/** Level of each claim's family of tests. */
const alpha = 0.001;

type Decide = (records: HybridRecords) => Omit<Claim, "id" | "claim" | "rule"> | undefined;

interface Question extends Pick<Claim, "id" | "claim" | "rule"> {
  readonly decide: Decide;
}

const undecided = (figure: string, n: number) => ({ figure, n, verdict: "undecided" as const });

/** Records of one cipher on all sets. */
function everySet(records: HybridRecords, cipher: string): readonly PicturesRecord[] {
  return (records.run?.sets ?? []).flatMap(({ name }) => records.pictures(cipher, name) ?? []);
}

function percent(estimate: MeanInterval | undefined, times = 100): string {
  if (estimate === undefined) return "nothing measured";
  const { value, low, high, n } = estimate;
  return estimateText({ value: times * value, low: times * low, high: times * high, n });
}

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);

/** Bonferroni over all pictures: the smallest p-value times their number. */
function familyP(found: readonly PicturesRecord[], metric: "npcrP" | "uaciP" | "keyNpcrP"): number {
  const all = found.flatMap(({ values }) => finiteOf(values[metric]));
  return Math.min(1, all.length * Math.min(...all));
}

const questions: readonly Question[] = [
  {
    id: "R1",
    claim: "Faithful reconstruction (6.1)",
    rule: "confirmed: every sample of every picture comes back; refuted: PSNR below 40 dB or SSIM below 0.99 on the mean",
    decide(records) {
      const found = everySet(records, "hybrid");
      if (found.length === 0) return undefined;
      const [exact, n] = [sum(found.map((each) => each.exact)), sum(found.map((each) => each.n))];
      const { low } = clopperPearson(exact, n);
      const lossy = everySet(records, "hybrid-autoencoder").flatMap(({ values }) =>
        finiteOf(values.rightPsnr),
      );
      const beside =
        lossy.length < 2
          ? ""
          : `; the learned hybrid-autoencoder: ${estimateText(meanInterval(lossy))} dB, exact never`;
      const figure = `${exact} of ${n} pictures exact (95%: from ${(100 * low).toFixed(1)}%)${beside}`;
      if (exact === n) return { figure, n, verdict: "confirmed" };
      const of = (metric: "rightPsnr" | "rightSsim"): number =>
        meanInterval(found.flatMap(({ values }) => finiteOf(values[metric]))).value;
      const bad = of("rightPsnr") < 40 || of("rightSsim") < 0.99;
      return bad ? { figure, n, verdict: "refuted" } : undecided(figure, n);
    },
  },
  {
    id: "R2",
    claim: "Entropy ~7.99 of the hybrid beside ~7.95 without LSTM (6.2)",
    rule: "confirmed: on the largest pictures the paired difference is above 0 by its 99% interval, and 0.02 or more; refuted: the whole interval lies below 0.02",
    decide(records) {
      const set = records.run?.sets.at(-1)?.name ?? "";
      const [one, other] = [records.pictures("hybrid", set), records.pictures("cnn-only", set)];
      if (one === undefined || other === undefined) return undefined;
      const [a, b] = [finiteOf(one.values.entropy), finiteOf(other.values.entropy)];
      const difference = meanInterval(
        a.map((value, i) => value - b[i]!),
        0.99,
      );
      const figure = `on ${set}: hybrid ${estimateText(meanInterval(a))}, cnn-only ${estimateText(meanInterval(b))} bit, difference ${estimateText(difference)} (99%); an ideal cipher has the same`;
      if (difference.low > 0 && difference.value >= 0.02)
        return { figure, n: a.length, verdict: "confirmed" };
      return difference.high < 0.02
        ? { figure, n: a.length, verdict: "refuted" }
        : undecided(figure, a.length);
    },
  },
  {
    id: "R3",
    claim: "Correlation of adjacent samples ~0.001 (6.2)",
    rule: "confirmed: of single pictures no more than 1% lie beyond the 99% limits of an ideal cipher (over directions and channels, at level 0.001); refuted: more do. The figure 0.001 itself follows from the number of pairs",
    decide(records) {
      const found = everySet(records, "hybrid");
      if (found.length === 0) return undefined;
      const channels = records.run!.sets.map(({ largest }) => largest[2]);
      const beyond = found.map(({ values }, i) => {
        // Largest of three directions and all channels.
        const limit = largestLimit(3 * channels[i]!);
        return finiteOf(values.largestCorrelationZ).filter((z) => z > limit).length;
      });
      const n = sum(found.map((each) => each.n));
      const count = sum(beyond);
      const last = found.at(-1)!;
      const absolute = meanInterval(finiteOf(last.values.horizontal).map((r) => Math.abs(r)));
      const [width, height, depth] = records.run!.sets.at(-1)!.largest;
      const ideal = 0.798 / Math.sqrt((width - 1) * height * depth);
      const share = clopperPearson(count, n);
      const figure = `${count} of ${n} pictures beyond the 99% limits (95%: ${percentRange(share)}); mean |r| horizontal on ${records.run!.sets.at(-1)!.name} ${estimateText(absolute)}, an ideal cipher ${ideal.toFixed(4)}`;
      const { upper } = binomialTails(count, n, 0.01);
      return { figure, n, verdict: upper < alpha ? "refuted" : "confirmed" };
    },
  },
  {
    id: "R4",
    claim: "NPCR > 99%, UACI ≈ 33% (6.2)",
    rule: "tested as what an ideal cipher has (99.6094% and 33.4635%), at a fixed key and nonce, all corners of all pictures, two-sided, one family at 0.001: confirmed when nothing is rejected",
    decide(records) {
      const found = everySet(records, "hybrid");
      if (found.length === 0) return undefined;
      const [changing, intensity] = [familyP(found, "npcrP"), familyP(found, "uaciP")];
      const n = sum(found.map((each) => each.n));
      const all = (metric: "npcr" | "uaci"): MeanInterval =>
        meanInterval(found.flatMap(({ values }) => finiteOf(values[metric])));
      const figure = `NPCR ${percent(all("npcr"))}%, UACI ${percent(all("uaci"))}%; smallest p over all pictures and corners, adjusted: ${pText(changing)} and ${pText(intensity)}`;
      return {
        figure,
        n,
        verdict: 2 * Math.min(changing, intensity) < alpha ? "refuted" : "confirmed",
      };
    },
  },
  {
    id: "R5",
    claim: "Modest overhead over methods without LSTM (6.3)",
    rule: "confirmed: the median processor time of the same code with one LSTM layer is at most 3 times that without; refuted: more",
    decide(records) {
      const [own, without] = [1, 0].map((layers) =>
        records.ablation(`LSTM layers: ${layers}, key bits: all`),
      );
      if (own === undefined || without === undefined) return undefined;
      const ratios = finiteOf(own.seconds).map((value, i) => value / finiteOf(without.seconds)[i]!);
      const { value: ratio, low, high } = medianInterval(ratios);
      const timed = records.times;
      const of = (id: string) => timed?.ciphers.find((each) => each.id === id)?.encrypt ?? [];
      const software = of("hybrid").map((value, i) => value / of("aes-256-ctr")[i]!);
      const beside =
        software.length === 0
          ? ""
          : `; the WebAssembly kernel takes ${medianText(software)} times AES-256-CTR in JavaScript (n = ${software.length})`;
      const figure = `reference with one LSTM layer: ${ratio.toPrecision(3)} times that without (median; 95%: ${low.toPrecision(3)} to ${high.toPrecision(3)})${beside}`;
      return { figure, n: ratios.length, verdict: ratio <= 3 ? "confirmed" : "refuted" };
    },
  },
  {
    id: "R6",
    claim: "Key size and LSTM layers have an impact on security metrics and fidelity (6.4)",
    rule: "confirmed: 99% intervals (Bonferroni) of NPCR or of the entropy's z of cells of the two-way table exclude what an ideal cipher has, or a picture does not come back; refuted: none does",
    decide(records) {
      const cells = lstmLayers.flatMap((layers) =>
        [16, 64, 128, 256, "all"].map((bits) => ({
          name: `LSTM layers: ${layers}, key bits: ${bits}`,
          record: records.ablation(`LSTM layers: ${layers}, key bits: ${bits}`),
        })),
      );
      const there = cells.flatMap(({ name, record }) =>
        record === undefined ? [] : [{ name, record }],
      );
      if (there.length < 2) return undefined;
      const confidence = 1 - 0.01 / (2 * there.length);
      const excludes = (values: readonly (number | null)[], ideal: number): boolean => {
        const { low, high } = estimateOf(values, 1, confidence)!;
        return low > ideal || high < ideal;
      };
      const conspicuous = there.filter(
        ({ record }) => excludes(record.npcr, 255 / 256) || excludes(record.entropyZ, 0),
      );
      const lost = there.filter(({ record }) => record.exact < record.n);
      const n = sum(there.map(({ record }) => record.n));
      const keys = there.filter(({ record }) => record.keyBitsFelt < record.keyBitsFlipped);
      const time = lstmLayers.map((layers) => {
        const record = records.ablation(`LSTM layers: ${layers}, key bits: all`);
        return record === undefined
          ? "–"
          : (1000 * median(finiteOf(record.seconds))).toPrecision(2);
      });
      const none = clopperPearson(conspicuous.length, there.length);
      const figure = `of ${there.length} cells ${conspicuous.length} are told from an ideal cipher (95%: ${percentRange(none)})${conspicuous.length > 0 ? ` (${conspicuous.map(({ name }) => name).join("; ")})` : ""} and ${lost.length} lose a sample; ${keys.length} ignore bits of the key, which no such metric sees; ms with 0, 1, 2, 3 layers: ${time.join(", ")}`;
      return {
        figure,
        n,
        verdict: conspicuous.length + lost.length > 0 ? "confirmed" : "refuted",
      };
    },
  },
  {
    id: "R7",
    claim: "An attacker network with known pairs does not decrypt without the key (6.5)",
    rule: "confirmed: with no number of pairs does the 99% interval of the network's gain lie above 0 and above 2% at its value, while permutation-only falls; refuted: the interval lies above 2% for one",
    decide(records) {
      const gains = [...networkPairs, mostPairs.pairs].flatMap(
        (count) => records.network("hybrid", "as-used", count) ?? [],
      );
      const control = records.network("permutation-only", "nonce-reused", networkPairs.at(-1)!);
      if (gains.length === 0) return undefined;
      const last = gains.at(-1)!;
      const [value, low, high] = last.gain.map((each) => (100 * each).toFixed(2));
      const [weak] = control?.gain ?? [Number.NaN];
      const told = (100 * last.right) / last.bits;
      const reused = records.network("hybrid", "nonce-reused", networkPairs.at(-1)!);
      const beside =
        reused === undefined
          ? ""
          : `; under one nonce ${(100 * reused.gain[0]).toFixed(2)}% (${(100 * reused.gain[1]).toFixed(2)} to ${(100 * reused.gain[2]).toFixed(2)})`;
      const figure = `gain with ${last.pairs} pairs ${value}% (99%: ${low} to ${high}), ${told.toFixed(1)}% of the bits told${beside}; the control permutation-only: ${(100 * weak).toFixed(0)}%`;
      if (!(weak > 0.02)) return undecided(`${figure}: the control did not fall`, last.pairs);
      const fell = gains.some(({ gain }) => gain[1] > 0.02);
      return { figure, n: last.pairs, verdict: fell ? "refuted" : "confirmed" };
    },
  },
  {
    id: "R8",
    claim: "The key in h0 and c0 makes the output key-sensitive (4.4)",
    rule: "confirmed: no picture's NPCR between keys one step apart is rejected (two-sided, one family at 0.001); refuted: some are",
    decide(records) {
      const found = everySet(records, "hybrid");
      if (found.length === 0) return undefined;
      const p = familyP(found, "keyNpcrP");
      const n = sum(found.map((each) => each.n));
      const mean = (each: readonly PicturesRecord[]): string =>
        percent(meanOfAll(each.flatMap(({ values }) => finiteOf(values.keyNpcr))));
      const literal = everySet(records, "hybrid-literal");
      const beside =
        literal.length === 0
          ? ""
          : `; hybrid-literal, the paper read word by word: ${mean(literal)}%`;
      const learned = everySet(records, "hybrid-autoencoder");
      const decrypted = (metric: "rightPsnr" | "otherPsnr"): string =>
        estimateText(meanInterval(learned.flatMap(({ values }) => finiteOf(values[metric]))));
      const trained =
        learned.length === 0
          ? ""
          : `; hybrid-autoencoder, the paper's training: an unrelated key decrypts to ${decrypted("otherPsnr")} dB, the right one to ${decrypted("rightPsnr")}`;
      const figure = `NPCR of one step of the key ${mean(found)}%, smallest adjusted p ${pText(p)}${beside}${trained}`;
      return { figure, n, verdict: p < alpha ? "refuted" : "confirmed" };
    },
  },
  {
    id: "R9a",
    claim: "Withstands brute force (objective 5)",
    rule: "confirmed: at 10^12 keys a second half of the keys take more than 10^9 years",
    decide(records) {
      const record = records.search("hybrid");
      if (record === undefined) return undefined;
      const { value: rate, low, high } = medianInterval(record.rates);
      const figure = `${rate.toPrecision(3)} keys a second on one core (median; 95%: ${low.toPrecision(3)} to ${high.toPrecision(3)}); half of the 2^256 content keys take ${yearsText(256, rate)} years, at 10^12 a second ${yearsText(256, 1e12)}; DES ${yearsText(56, 1e12)} there`;
      return { figure, n: record.tried, verdict: "confirmed" };
    },
  },
  {
    id: "R9b",
    claim: "Robust against noise (objective 5)",
    rule: "confirmed: with 1% of the cipher image's samples replaced the decrypted pictures keep 20 dB and more; refuted: the 95% interval lies below 12 dB, where noise is",
    decide(records) {
      const record = records.noise("hybrid");
      const error = estimateOf(record?.results[0]?.error);
      if (record === undefined || error === undefined) return undefined;
      const { value, low, high } = peakDecibels(error);
      const stream = estimateOf(records.noise("aes-256-ctr")?.results[0]?.error);
      const beside =
        stream === undefined ? "" : `; AES-256-CTR ${peakDecibels(stream).value.toFixed(1)} dB`;
      const figure = `${value.toFixed(2)} dB (95%: ${low.toFixed(2)} to ${high.toFixed(2)}) with 1% salt and pepper, decrypted unverified; its containers refuse the image${beside}`;
      if (low >= 20) return { figure, n: record.pictures, verdict: "confirmed" };
      return high < 12
        ? { figure, n: record.pictures, verdict: "refuted" }
        : undecided(figure, record.pictures);
    },
  },
  {
    id: "R9c",
    claim: "Feasible in real time and on embedded systems (objective 6)",
    rule: "confirmed: 25 pictures a second and more, of 256 × 256 RGB on one core of this machine and of 128 × 128 gray at 100 million instructions of a Cortex-M4; refuted: neither (settled after a first count of the small processors)",
    decide(records) {
      const timed = records.times;
      const own = timed?.ciphers.find(({ id }) => id === "hybrid");
      if (timed === undefined || own === undefined) return undefined;
      const { value: seconds, low, high } = medianInterval(own.encrypt);
      const small = records.embedded;
      const count = small?.counts.findLast(({ processor }) => processor === "Cortex-M4");
      const here = `${(1000 * seconds).toPrecision(2)} ms (median; 95%: ${(1000 * low).toPrecision(2)} to ${(1000 * high).toPrecision(2)}) of processor time a picture of ${timed.width} × ${timed.height} RGB, ${(1 / seconds).toFixed(0)} a second`;
      const n = own.encrypt.length;
      if (small === undefined || count === undefined)
        return undecided(`${here}; no small processor was counted`, n);
      const { encrypt, side, code, stack, processor } = count;
      const there = 1e8 / encrypt;
      const figure = `${here}; in C99 on a ${processor} ${(encrypt / 1e6).toFixed(2)} million instructions for ${side} × ${side} gray, ${there.toFixed(0)} pictures a second at 10^8 instructions a second, ${code} bytes of code, ${small.weights} of weights, ${stack} of stack`;
      const enough = [1 / seconds >= 25, there >= 25];
      if (enough.every(Boolean)) return { figure, n, verdict: "confirmed" };
      return enough.some(Boolean) ? undecided(figure, n) : { figure, n, verdict: "refuted" };
    },
  },
];

function percentRange({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}%`;
}

/** A median and its interval. */
function medianText(values: readonly number[]): string {
  const [value, low, high] = [medianInterval(values)].flatMap((found) =>
    [found.value, found.low, found.high].map((each) => each.toPrecision(2)),
  );
  return `${value} (95%: ${low} to ${high})`;
}

function meanOfAll(values: readonly number[]): MeanInterval | undefined {
  return values.length === 0 ? undefined : meanInterval(values);
}

/** A limit that the largest of so many independent |z| of an ideal cipher exceeds once in a hundred. */
function largestLimit(count: number): number {
  return -normalQuantile((1 - 0.99 ** (1 / count)) / 2);
}

function pText(p: number): string {
  return p < 1e-3 ? p.toExponential(1) : p.toFixed(2);
}

/** The claims that the record decides, in the paper's order. */
export function hybridClaims(records: HybridRecords): readonly Claim[] {
  return questions.flatMap(({ id, claim, rule, decide }) => {
    const decided = decide(records);
    return decided === undefined ? [] : [{ id, claim, rule, ...decided }];
  });
}

/** The claims as a table. */
export function claimTable(records: HybridRecords): PaperTable {
  return {
    id: "hybrid-claims",
    caption:
      "What the hybrid paper claims, and what was measured. Passing these says nothing about how hard a cipher is to break.",
    columns: [
      { title: "Claim" },
      { title: "What the paper says" },
      { title: "Verdict" },
      { title: "Figure" },
      { title: "n" },
      { title: "Rule, stated beforehand" },
    ],
    rows: hybridClaims(records).map(({ id, claim, rule, figure, n, verdict }) => [
      id,
      claim,
      verdict,
      figure,
      String(n),
      rule,
    ]),
  };
}
