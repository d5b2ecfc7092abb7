import { expect, test } from "vitest";
import { markup } from "./markup.ts";
import { reportPage } from "./page.ts";
import { reportTable, verdictMark } from "./table.ts";

test("values of a template are escaped once, markup and lists of it are kept", () => {
  const inner = markup`<b>${"a < b & 'c'"}</b>`;
  expect(markup`<p title="${'"'}">${[inner, undefined, 7]}</p>`.text).toBe(
    '<p title="&quot;"><b>a &lt; b &amp; &#39;c&#39;</b>7</p>',
  );
});

test("a page lists its parts and allows no script and no request", () => {
  const page = reportPage({
    title: "<script>alert(1)</script>.png",
    lead: ["One.", markup`<b>Two.</b>`],
    sections: [{ id: "first", name: "First & last", body: "text" }],
    footer: "made",
  });
  expect(page).not.toContain("<script");
  expect(page).toContain("<title>&lt;script&gt;");
  expect(page).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"`);
  expect(page).toContain('<a href="#first">First &amp; last</a>');
  expect(page).toContain('<h2 id="first-heading">First &amp; last</h2>');
  expect(page).toContain("<b>Two.</b>");
});

test("a table names its columns and rows", () => {
  const { text } = reportTable({
    caption: "Ciphers",
    columns: [{ title: "cipher" }, { title: "value", kind: "number" }, { title: "verdict" }],
    rows: [["hybrid", 7.99, verdictMark("pass")]],
  });
  expect(text).toContain("<caption><span>Ciphers</span></caption>");
  expect(text).toContain('<th scope="col" class="number">value</th>');
  expect(text).toContain(
    '<th scope="row">hybrid</th><td class="number" data-column="value">7.99</td>',
  );
  expect(text).toContain('<span class="verdict pass">✓ pass</span>');
});
