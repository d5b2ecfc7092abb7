import type { Figure } from "../recipe.ts";
import type { FrontierPoint } from "./point.ts";

const columns: readonly (readonly [title: string, id: string, digits: number])[] = [
  ["right key, dB", "right-key-psnr", 2],
  ["SSIM", "right-key-ssim", 3],
  ["wrong key, dB", "wrong-key-psnr", 2],
  ["attacker, dB", "adversary-psnr", 2],
  ["SSIM", "adversary-ssim", 3],
  ["mean colour, dB", "mean-colour-psnr", 2],
  ["SSIM", "mean-colour-ssim", 3],
  ["entropy, bits", "cipher-entropy", 3],
];

/**
 * Trainings with rising weight of the security losses as a Markdown table, with the 95% intervals of
 * the means.
 */
export function frontierTable(points: readonly FrontierPoint[], data: string): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const head = ["steps", "security", ...columns.map(([title]) => title), "SHA-256"];
  const rows = points.map(({ settings, figures, sha256 }) => [
    String(settings["steps"]),
    String(settings["security"]),
    ...columns.map(([, id, digits]) => cell(figures[data]!, id, digits)),
    `\`${sha256.slice(0, 16)}…\``,
  ]);
  return [head, head.map(() => "---"), ...rows].map(line).join("\n");
}

function cell(figures: readonly Figure[], id: string, digits: number): string {
  const { mean, low, high } = figures.find((figure) => figure.id === id)!;
  return `${mean.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}
