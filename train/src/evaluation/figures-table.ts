import type { ModelCard } from "./model-card.ts";

/** Digits after the point, by what a figure's id ends with. */
const digits: readonly (readonly [ending: string, digits: number])[] = [
  ["-psnr", 2],
  ["-ssim", 3],
  ["-entropy", 3],
  ["", 4],
];

/**
 * Trainings beside each other as a Markdown table: what differs in their settings, and every figure
 * with the 95% interval of its mean.
 */
export function figuresTable(cards: readonly ModelCard[]): string {
  const names = [...new Set(cards.flatMap(({ settings }) => Object.keys(settings)))];
  const differs = (name: string): boolean =>
    new Set(cards.map(({ settings }) => settings[name])).size > 1;
  const row = (name: string, cell: (card: ModelCard) => string): readonly string[] => [
    name,
    ...cards.map(cell),
  ];
  const ids = new Set(cards.flatMap(({ figures }) => figures.map(({ id }) => id)));
  const rows = [
    row("data", ({ data }) => baseName(data.name)),
    ...names
      .filter(differs)
      .map((name) => row(name, ({ settings }) => String(settings[name] ?? "–"))),
    row("weights, bytes", ({ bytes }) => String(bytes)),
    row("SHA-256", ({ sha256 }) => `\`${sha256.slice(0, 16)}…\``),
    ...[...ids].map((id) => row(id, (card) => figureText(card, id))),
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const head = ["", ...cards.map((_, i) => `run ${i + 1}`)];
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function figureText({ figures }: ModelCard, id: string): string {
  const figure = figures.find((figure) => figure.id === id);
  if (figure === undefined) return "–";
  const [, places = 4] = digits.find(([ending]) => id.endsWith(ending)) ?? [];
  const [mean, low, high] = [figure.mean, figure.low, figure.high].map((x) => x.toFixed(places));
  return `${mean} (${low} to ${high}, n = ${figure.n})`;
}

function baseName(path: string): string {
  return path.replace(/[/\\]+$/, "").replace(/^.*[/\\]/, "");
}
