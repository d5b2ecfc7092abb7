import type { Image } from "neuroveil/image";
import { figureText } from "../report/figure-text.ts";
import { markup, type Markup, type Part } from "../report/markup.ts";
import { reportPage } from "../report/page.ts";
import { toPicture } from "../report/picture.ts";
import { thinned } from "../report/reduce.ts";
import { reportTable, verdictMark } from "../report/table.ts";
import { attackById } from "./list.ts";
import type { Finding, NotTried } from "./run-attack.ts";

/** How the findings of a report came about. */
export interface AttackReportSettings {
  readonly seed: number;
  readonly level: number;
  readonly seconds: number;
}

/** Longer side of a picture, in pixels. */
const side = 256;

/** Findings as one HTML file: the matrix of attacks and ciphers, and what each recovered. */
export async function attackReport(
  tried: readonly (Finding | NotTried)[],
  { seed, level, seconds }: AttackReportSettings,
): Promise<string> {
  const ciphers = [...new Set(tried.map(({ cipher }) => cipher))];
  const sections = await Promise.all(
    ciphers.map(async (cipher, i) => ({
      id: `cipher-${i + 1}`,
      name: cipher,
      body: await cipherBody(tried.filter((each) => each.cipher === cipher)),
    })),
  );
  return reportPage({
    title: "Attacks",
    lead: [
      markup`Every attack was carried out on a cipher in use: through the container, under a key that the attack did not see. A cipher is <em>broken</em> where the whole interval of what was recovered lies above what guessing gives; against an ideal cipher that happens once in ${figureText(1 / level)} ciphers at the most.`,
      markup`<strong>To stand proves little.</strong> These attacks are the ones that we know and can automate.`,
    ],
    sections: [{ id: "matrix", name: "Matrix", body: matrix(tried, ciphers) }, ...sections],
    footer: markup`Made by neuroveil: <code>attack --seed ${seed} --seconds ${seconds}</code>`,
  });
}

/** The longer list goes down the page. */
function matrix(tried: readonly (Finding | NotTried)[], ciphers: readonly string[]): Markup {
  const attacks = [...new Set(tried.map(({ attack }) => attack))];
  const caption = "Share of what was unknown that was recovered.";
  const cell = (cipher: string, attack: string): Part => {
    const found = tried.find((each) => each.cipher === cipher && each.attack === attack);
    return found === undefined ? "" : mark(found);
  };
  if (ciphers.length > attacks.length)
    return reportTable({
      caption,
      columns: [{ title: "cipher" }, ...attacks.map((title) => ({ title }))],
      rows: ciphers.map((cipher, i) => [
        markup`<a href="#cipher-${i + 1}">${cipher}</a>`,
        ...attacks.map((attack) => cell(cipher, attack)),
      ]),
    });
  return reportTable({
    caption,
    columns: [{ title: "attack" }, { title: "setting" }, ...ciphers.map((title) => ({ title }))],
    rows: attacks.map((attack) => {
      const name: readonly Part[] = [attack, attackById(attack).setting];
      return name.concat(ciphers.map((cipher) => cell(cipher, attack)));
    }),
  });
}

function mark(found: Finding | NotTried): Part {
  if ("notTried" in found) return "–";
  const share = `${(100 * found.recovered).toFixed(1)}%`;
  return found.broken ? verdictMark("fail", `✕ ${share}`) : verdictMark("pass", `stands, ${share}`);
}

/** What broke it stands first, what could not be tried last. */
async function cipherBody(tried: readonly (Finding | NotTried)[]): Promise<readonly Part[]> {
  const rank = (found: Finding | NotTried): number =>
    "notTried" in found ? 2 : found.broken ? 0 : 1;
  return await Promise.all(
    tried
      .toSorted((a, b) => rank(a) - rank(b))
      .map(async (found) => {
        const { question, source } = attackById(found.attack);
        const title = markup`<h3>${found.attack} (${found.setting})</h3>
<p>${question} <small>${source}</small></p>
`;
        if ("notTried" in found) return markup`${title}<p>Not tried: ${found.notTried}.</p>\n`;
        const { interval, recovered, chance, trials, queries, bytes, sentence, picture } = found;
        const figures = `${(100 * recovered).toFixed(2)}% of ${trials} recovered (${(100 * interval[0]).toFixed(2)} to ${(100 * interval[1]).toFixed(2)}%, guessing ${(100 * chance).toFixed(2)}%), ${queries} queries, ${bytes} bytes`;
        return markup`${title}<p>${mark(found)} ${figures}: ${sentence}.</p>
${picture === undefined ? "" : await figure(picture, found.attack)}`;
      }),
  );
}

async function figure(image: Image, attack: string): Promise<Markup> {
  const { width, height, uri } = await toPicture(thinned(image, side));
  return markup`<figure><img src="${uri}" width="${width}" height="${height}" alt="What ${attack} recovered of the picture"><figcaption>what was recovered of the picture</figcaption></figure>
`;
}
