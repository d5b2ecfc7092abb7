import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparisonReport } from "./comparison-report.ts";
import { compareCiphers, type CipherMeasurements, type Comparison } from "./comparison.ts";
import { pValue } from "./figures.ts";
import type { Outcome } from "./measure.ts";

const image = { name: "<b>&.png", sha256: "ab", width: 4, height: 3, channels: 1, bits: 8 };
const about = { dataset: "d", images: [image], keys: 1, seed: "s", positions: 16, version: "0" };

type Find = (i: number) => Outcome;

function measured(
  id: string,
  status: "baseline" | "known-weak" | "cipher",
  ...found: readonly Find[]
): CipherMeasurements {
  const measurements = Array.from({ length: 30 }, (_, i) => ({
    seconds: null,
    outcomes: found.map((find) => find(i)),
  }));
  return { cipher: { id, status }, measurements };
}

const bad = { value: 0, expected: 1, p: 1e-12, verdict: "fail" } as const;
const npcr: Find = () => ({ id: "npcr-min", ...bad });
const traces: Find = () => ({ id: "chi-square", ...bad });
/** P-values spread evenly, on both sides in turn. */
const clean: Find = (i) => ({
  id: "chi-square",
  value: i % 2,
  expected: 0.5,
  p: (i + 0.5) / 30,
  verdict: "pass",
});
const aes = measured("aes-256-ctr", "baseline", npcr, clean);

const report = (...others: readonly CipherMeasurements[]): string =>
  comparisonReport(compareCiphers(about, [aes, ...others]));

test("a report has every cipher, names are escaped, and nothing is loaded", () => {
  const page = report(measured("canary", "known-weak", clean), measured("mine", "cipher", traces));
  for (const id of ["cipher-1", "cipher-2", "cipher-3"])
    expect(page).toContain(`<section class="part" id="${id}"`);
  expect(page).toContain("&lt;b&gt;&amp;.png");
  expect(page).not.toContain("<b>&");
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});

test("the report says what it means that the canary is not told from AES", () => {
  const page = report(measured("canary", "known-weak", clean), measured("mine", "cipher", traces));
  expect(page).toContain("metrics cannot be told from those of aes-256-ctr");
  expect(page).toContain("65,536 trials open it");
  expect(report(measured("canary", "known-weak", traces))).toContain(
    "The canary is told from aes-256-ctr here",
  );
  expect(report(measured("mine", "cipher", clean))).not.toContain("65,536 trials");
});

test("too few pairs are no finding, and the report says so", () => {
  const first = ({ cipher, measurements }: CipherMeasurements): CipherMeasurements => ({
    cipher,
    measurements: [...measurements].slice(0, 3),
  });
  const others = [measured("canary", "known-weak", clean), measured("mine", "cipher", traces)];
  const page = comparisonReport(compareCiphers(about, [aes, ...others].map(first)));
  expect(page.match(/too few pairs/g)).toHaveLength(2);
  expect(page).toContain("under about a dozen pairs the smallest p-value");
  expect(page).not.toContain("65,536 trials");
  expect(report(...others)).not.toContain("too few pairs");
});

test("AES fails under the repeated nonce only, and its heading says so", () => {
  expect(report(measured("mine", "cipher", clean))).toContain("✓ pass as used");
});

test("one cipher alone is a report too", () => {
  const comparison: Comparison = compareCiphers(about, [aes]);
  expect(comparison.ciphers).toHaveLength(1);
  expect(comparisonReport(comparison)).toContain("One cipher on d");
});

test.each([
  [0, "0"],
  [1.234e-9, "1.2e-9"],
  [0.0123, "0.012"],
  [1, "1.0"],
])("%d is shown as %s", (p, text) => expect(pValue(p)).toBe(text));

describe("in a browser", () => {
  let browser: Browser;

  /** Core's own way to a Chromium, which is no part of its package. */
  beforeAll(async () => {
    const support = new URL("../../../core/src/browser/launch.test.support.ts", import.meta.url);
    const { openBrowser } = (await import(support.href)) as {
      readonly openBrowser: () => Promise<Browser>;
    };
    browser = await openBrowser();
  });
  afterAll(async () => await browser.close());

  test.each([
    [390, "light"],
    [1440, "dark"],
  ] as const)("at %d pixels, %s, it fits and asks for nothing", async (width, scheme) => {
    const shown = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const noise: string[] = [];
    shown.on("console", (message) => noise.push(message.text()));
    shown.on("pageerror", (error) => noise.push(String(error)));
    shown.on("request", (request) => noise.push(request.url()));
    await shown.setContent(
      report(measured("mine", "cipher", traces), measured("canary", "known-weak", clean)),
    );
    const found = await shown.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      nameless: document.querySelectorAll('svg[role="img"]:not([aria-label])').length,
      charts: [...document.querySelectorAll("figure svg")].filter((svg) => svg.checkVisibility())
        .length,
      smallest: Math.min(
        ...[...document.querySelectorAll("figure svg text")]
          .filter((text) => text.checkVisibility())
          .map((text) => text.getBoundingClientRect().height),
      ),
      dangling: [...document.querySelectorAll("a")].filter(
        (link) => document.querySelector(link.getAttribute("href")!) === null,
      ).length,
    }));
    await shown.close();
    expect(noise).toEqual([]);
    // One of all ciphers, and the rates of each.
    const { smallest, ...counts } = found;
    expect(counts).toEqual({ overflow: 0, nameless: 0, charts: 4, dangling: 0 });
    // Letters of 11 pixels, in a line: a wide chart on a narrow page would have half of that.
    expect(smallest).toBeGreaterThan(11);
  });

  test.each([
    ["a telephone", 390, "screen"],
    ["A4 paper", 703, "print"],
  ] as const)("on %s nothing is cut", async (_, width, media) => {
    const shown = await browser.newPage({ viewport: { width, height: 900 } });
    await shown.setContent(
      report(measured("mine", "cipher", traces), measured("canary", "known-weak", clean)),
    );
    await shown.emulateMedia({ media });
    const cut = await shown.evaluate(
      (limit) =>
        [...document.querySelectorAll("body *")].flatMap((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          const beyond = width > 0 && (left < -0.5 || right > limit + 0.5);
          return beyond ? [`${element.tagName} ${element.textContent.slice(0, 30)} ${right}`] : [];
        }),
      width,
    );
    await shown.close();
    expect(cut).toEqual([]);
  });
});
