import type { Image } from "neuroveil/image";
import { cipherSection } from "./cipher-section.ts";
import { channelNames } from "./channel-names.ts";
import { imagePictures } from "./image-pictures.ts";
import { markup, type Part } from "./markup.ts";
import { metricGroups } from "./metric-notes.ts";
import { reportPage } from "./page.ts";
import type { ReportEntry } from "./report-entry.ts";
import { plainShared } from "./plain-shared.ts";
import { summaryTable } from "./summary-table.ts";
import { reportTable } from "./table.ts";

export interface AnalysisReport {
  /** What the image is called. */
  readonly name: string;
  readonly image: Image;
  readonly entries: readonly ReportEntry[];
  /** How to make this report again. */
  readonly footer: Part;
}

/**
 * The longer side of a report's pictures, in pixels: noise does not compress, and a report over many
 * ciphers should still open at once.
 */
export function pictureSide(ciphers: number): number {
  if (ciphers <= 4) return 288;
  return ciphers <= 10 ? 192 : 128;
}

/**
 * An analysis as one HTML file: for every entry the plain and the cipher image, their histograms,
 * neighbouring samples and bits, what small changes do, and every metric with its interval and
 * verdict.
 */
export async function analysisReport(report: AnalysisReport): Promise<string> {
  const { name, image, entries, footer } = report;
  const plain = await imagePictures(image, "plain", pictureSide(entries.length));
  const { width, height, channels, bits, colour } = image;
  const size = `${width} × ${height} pixels, ${channels === 1 ? "one channel" : `${channels} channels`} of ${bits} ${bits === 1 ? "bit" : "bits"}`;
  const sections = entries.map((entry, i) => ({
    ...cipherSection(entry, plain, channelNames[colour]),
    id: `entry-${i + 1}`,
    name: entry.name,
  }));
  return reportPage({
    title: `${name}, encrypted`,
    lead: [
      markup`${size}. Each cipher encrypted it bare: no seal, no wrapping, a native key of its own. Every metric stands beside what an ideal cipher gives on the same image; the verdicts on a cipher are one family, in which an ideal cipher fails anywhere once in a thousand images at the most.`,
      markup`<strong>Passing proves nothing about security.</strong> The canary beside the results has a key of 16 bits, which any computer finds in seconds: a test that it passes cannot vouch for a cipher.`,
    ],
    sections: [
      { id: "summary", name: "Summary", body: [summaryTable(entries), limits] },
      ...sections,
      { id: "metrics", name: "What the metrics mean", body: meanings() },
    ],
    footer,
    shared: plainShared(plain),
  });
}

const limits = markup`<h3>What is shown here, and what is not</h3>
<p>Shown: whether the cipher image of this one image, under one key, has the statistics of noise; whether a change of one sample or of one bit of the key reaches all of it; and how far each figure lies from that of an ideal cipher. A failure is real evidence of a defect, unless the nonce was repeated on purpose: NPCR, UACI and avalanche do so, and every stream cipher, AES in counter mode among them, then changes one sample only.</p>
<p>Not shown: whether anybody can break the cipher. Nothing here tries known or chosen images, searches keys, looks at long keystreams or at the way in which a cipher is built into a program. To pass means that these metrics saw nothing.</p>
`;

function meanings(): readonly Part[] {
  return metricGroups().map(({ title, notes }) =>
    reportTable({
      caption: title,
      columns: [{ title: "metric" }, { title: "what it says", kind: "long" }],
      rows: notes.map(({ id, meaning }) => [markup`<code>${id}</code>`, meaning]),
    }),
  );
}
