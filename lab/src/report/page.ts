import { Markup, markup, type Part } from "./markup.ts";
import { style } from "./style.ts";

/** One part of a report, reachable from its list of contents. */
export interface ReportSection {
  /** Fragment of its address: lower-case letters, digits and hyphens, one of its kind in the page. */
  readonly id: string;
  /** In the list of contents. */
  readonly name: string;
  /** The heading; default: the name. */
  readonly heading?: Part;
  readonly body: Part;
}

export interface Report {
  readonly title: string;
  /** What this is, in a paragraph or two. */
  readonly lead: readonly Part[];
  readonly sections: readonly ReportSection[];
  /** How the report was made. */
  readonly footer: Part;
  /** SVG that sections refer to by `<use>`, so that what is shown often is stored once. */
  readonly shared?: Markup;
}

/**
 * A report as one HTML file that needs nothing else: no script, no request, which its content security
 * policy also forbids.
 *
 * @returns the file's text
 */
export function reportPage(report: Report): string {
  const { title, lead, sections, footer, shared } = report;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(style)}</style>
</head>
<body>
${shared}
<div class="page">
<header>
<h1>${title}</h1>
${lead.map((paragraph) => markup`<p>${paragraph}</p>\n`)}
<nav aria-label="Contents"><ul>
${sections.map(({ id, name }) => markup`<li><a href="#${id}">${name}</a></li>\n`)}</ul></nav>
</header>
<main>
${sections.map(section)}</main>
<footer>${footer}</footer>
</div>
</body>
</html>
`;
  return page.text;
}

function section({ id, name, heading = name, body }: ReportSection): Markup {
  return markup`<section class="part" id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${body}
</section>
`;
}
