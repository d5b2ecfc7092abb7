import { percent } from "@neuroveil/lab/comparison";
import { table } from "../terminal/table.ts";
import type { AttackDocument } from "./attack-document.ts";

const head = ["attack", "setting", "recovered", "interval", "chance", "queries", "verdict"];

/** Findings for people: a table a cipher, and what was not tried. */
export function attackText({ results, notTried, failed }: AttackDocument): string {
  const ciphers = [...new Set([...results, ...notTried, ...failed].map(({ cipher }) => cipher))];
  return ciphers
    .map((cipher) => {
      const rows = results
        .filter((each) => each.cipher === cipher)
        .map(({ attack, setting, recovered, interval, chance, queries, broken }) => [
          attack,
          setting,
          percent(recovered),
          interval.map(percent).join(" to "),
          percent(chance),
          String(queries),
          broken ? "broken" : "stands",
        ]);
      const others = [
        ...notTried
          .filter((each) => each.cipher === cipher)
          .map(({ attack, notTried: why }) => `${attack} was not tried: ${why}`),
        ...failed
          .filter((each) => each.cipher === cipher)
          .map(({ attack, error }) => `${attack} failed: ${error.message}`),
      ];
      const parts = [cipher, ...(rows.length > 0 ? [table(head, rows)] : []), others.join("\n")];
      return parts.filter((part) => part !== "").join("\n\n");
    })
    .join("\n\n");
}
