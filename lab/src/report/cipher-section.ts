import { failsOnlyUnderRepeatedNonce } from "../analysis/nonce-note.ts";
import type { Change, CipherPictures } from "./cipher-pictures.ts";
import type { ImagePictures, Scatter } from "./image-pictures.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { metricTables } from "./metric-tables.ts";
import type { Picture } from "./picture.ts";
import { histogramOf, sharedPicture } from "./plain-shared.ts";
import type { ReportEntry } from "./report-entry.ts";
import { overallMark } from "./summary-table.ts";
import { verdictMark } from "./table.ts";

/** The heading and the body of what a report says about one cipher. */
export function cipherSection(
  entry: ReportEntry,
  plain: ImagePictures,
  channels: readonly string[],
): { readonly heading: Part; readonly body: Part } {
  const { name, status, about, metrics, pictures } = entry;
  return {
    heading: [
      name,
      status === undefined ? undefined : verdictMark("info", status),
      overallMark(metrics),
    ],
    body: [
      markup`<p class="soft">${about}</p>`,
      failsOnlyUnderRepeatedNonce(metrics) ? streamNote : undefined,
      cipherFigures(name, plain, pictures),
      markup`<h3>Metrics</h3>`,
      metricTables(name, metrics, channels),
    ],
  };
}

/**
 * What a report draws of one cipher: both images, histograms, neighbours, bits and small changes. It
 * refers to the plain image's pictures, which `plainShared` has.
 */
export function cipherFigures(
  name: string,
  plain: ImagePictures,
  { image, changes }: CipherPictures,
): readonly Part[] {
  return [
    markup`<div class="pair">
${figure(sharedPicture("plain-image", plain.picture, "The plain image", "picture smooth"), reduced("Plain image", plain.step, "means of"))}
${figure(img(image.picture, `Cipher image of ${name}`), reduced("Cipher image", image.step, "one of"))}
</div>
<h3>Histograms</h3>
<div class="pair">
${figure(histogramOf("the plain image", plain), "Plain image. Dashed: an even histogram.")}
${figure(histogramOf(`the cipher image of ${name}`, image), "Cipher image.")}
</div>`,
    scatters(name, plain, image),
    markup`<h3>Bits of the ${image.bitChannel} channel</h3>
<p class="soft">${image.bitPlanes.length - 1} is the highest bit, 0 the lowest.</p>
<div class="pair">
<div class="planes">${plain.bitPlanes.map(({ bit, picture }) => figure(sharedPicture(`plain-bit-${bit}`, picture, `Bit ${bit} of the plain image`), `plain ${bit}`))}</div>
<div class="planes">${image.bitPlanes.map(({ bit, picture }) => figure(img(picture, `Bit ${bit} of the cipher image of ${name}`), `cipher ${bit}`))}</div>
</div>`,
    changes.length === 0 ? elsewhereNote : smallChanges(changes),
  ];
}

const streamNote = markup`<p class="note">NPCR, UACI and avalanche repeat the nonce on purpose, where a stream cipher changes one sample. With a nonce for every image, as it is meant to be used, this cipher passes: see <code>npcr-min-as-used</code>.</p>
`;

const elsewhereNote = markup`<p class="note">This cipher image was made elsewhere. What compares encryptions with each other (NPCR, UACI, avalanche, key sensitivity) needs the cipher and its key, and is absent.</p>
`;

function scatters(name: string, plain: ImagePictures, cipher: ImagePictures): Part {
  if (plain.scatters.length === 0) return undefined;
  const before = plain.scatters.map((each) =>
    figure(
      sharedPicture(`plain-${each.direction}`, each.picture, scatterAlt("the plain image", each)),
      scatterCaption("Plain", each),
    ),
  );
  const after = cipher.scatters.map((each) =>
    figure(
      img(each.picture, scatterAlt(`the cipher image of ${name}`, each)),
      scatterCaption("Cipher", each),
    ),
  );
  return markup`<h3>Samples beside their neighbours</h3>
<p class="soft">Up to 4,000 pairs drawn at random; black beside black lies at the lower left; r is taken over all pairs, channel by channel.</p>
<div class="pair"><div class="three">${before}</div><div class="three">${after}</div></div>`;
}

function scatterAlt(subject: string, { direction }: Scatter): string {
  return `Samples of ${subject} against their ${direction} neighbours`;
}

function scatterCaption(subject: string, { direction, correlations }: Scatter): string {
  const values = correlations.filter((r) => !Number.isNaN(r));
  const text = (r: number): string => r.toFixed(3).replace("-0.000", "0.000");
  const [least, most] = [text(Math.min(...values)), text(Math.max(...values))];
  if (values.length === 0) return `${subject}, ${direction}`;
  return `${subject}, ${direction}: r = ${least === most ? least : `${least} to ${most}`}`;
}

function smallChanges(changes: readonly Change[]): Markup {
  return markup`<h3>What a small change does</h3>
<p class="soft">Largest difference of both cipher images in every square, in sixteen levels from black (none) to white.</p>
<div class="pictures">${changes.map(changeFigure)}</div>`;
}

function changeFigure({ what, map }: Change): Markup {
  const { picture, changed, samples, places } = map;
  const share =
    changed <= 12
      ? `${changed} of ${samples.toLocaleString("en")} samples ${changed === 1 ? "differs" : "differ"}`
      : `${((100 * changed) / samples).toFixed(3)} % of the samples differ`;
  const { width, height, uri } = picture;
  const radius = Math.max(width, height) / 24;
  // A single lit pixel would be overlooked.
  const rings = places.map(
    ({ x, y }) =>
      markup`<circle class="ring" cx="${x + 0.5}" cy="${y + 0.5}" r="${radius.toFixed(1)}" stroke-width="${(radius / 5).toFixed(1)}"/>`,
  );
  const alt = `Difference map: ${what}. ${share}.`;
  const drawing = markup`<svg class="picture" viewBox="0 0 ${width} ${height}" role="img" aria-label="${alt}"><image width="${width}" height="${height}" href="${uri}"/>${rings}</svg>`;
  return figure(drawing, `${what}: ${share}${places.length > 0 ? ", ringed" : ""}.`);
}

function reduced(what: string, step: number, how: string): string {
  return step === 1 ? `${what}.` : `${what}, made smaller: ${how} ${step} × ${step} pixels.`;
}

function img({ width, height, uri }: Picture, alt: string): Markup {
  return markup`<img src="${uri}" width="${width}" height="${height}" alt="${alt}">`;
}

function figure(picture: Markup, caption: string): Markup {
  return markup`<figure>${picture}<figcaption>${caption}</figcaption></figure>\n`;
}
