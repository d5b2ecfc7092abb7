import { attackById } from "./list.ts";
import type { Finding, NotTried } from "./run-attack.ts";

/** What a run of `attack --cipher all` found, without pictures. */
export interface AttackRecord {
  readonly seed: number;
  readonly level: number;
  readonly seconds: number;
  readonly version: string;
  readonly results: readonly Omit<Finding, "picture">[];
  readonly notTried: readonly NotTried[];
}

/** The matrix of docs/attacks.md: a row a cipher, a column an attack. */
export function attackMatrix({ results, notTried }: AttackRecord): string {
  const tried = [...results, ...notTried];
  const attacks = [...new Set(tried.map(({ attack }) => attack))];
  const ciphers = [...new Set(tried.map(({ cipher }) => cipher))];
  const cell = (cipher: string, attack: string): string => {
    const found = results.find((each) => each.cipher === cipher && each.attack === attack);
    if (found === undefined) return "–";
    const share = `${(100 * found.recovered).toFixed(1)}%`;
    return found.broken ? `**${share}**` : share;
  };
  const settings = attacks.map((attack) => attackById(attack).setting);
  return [
    `| cipher | ${attacks.join(" | ")} |`,
    `|---|${attacks.map(() => "---|").join("")}`,
    `| *setting* | ${settings.join(" | ")} |`,
    ...ciphers.map(
      (cipher) =>
        `| \`${cipher}\` | ${attacks.map((attack) => cell(cipher, attack)).join(" | ")} |`,
    ),
  ].join("\n");
}

/** What one attack did and what came of it, a line a cipher. */
export function attackSentences({ results }: AttackRecord, attack: string): string {
  return results
    .filter((each) => each.attack === attack)
    .map(({ cipher, sentence }) => `* \`${cipher}\`: ${sentence}`)
    .join("\n");
}

/** What the record says of one cipher. */
export interface CipherRecord {
  /** Ids of attacks that broke it, by setting. */
  readonly brokenBy: readonly string[];
  /** Ids of attacks that it withstood. */
  readonly stood: readonly string[];
}

/** The record by cipher, as short as the registry needs it. */
export function recordByCipher({ results }: AttackRecord): Readonly<Record<string, CipherRecord>> {
  const ciphers = [...new Set(results.map(({ cipher }) => cipher))];
  return Object.fromEntries(
    ciphers.map((cipher): [string, CipherRecord] => {
      const own = results.filter((each) => each.cipher === cipher);
      const ids = (broken: boolean): string[] =>
        own.filter((each) => each.broken === broken).map(({ attack }) => attack);
      return [cipher, { brokenBy: ids(true), stood: ids(false) }];
    }),
  );
}
