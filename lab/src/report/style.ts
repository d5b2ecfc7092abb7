/**
 * The look of a report: light and dark by the reader's setting, one column and a card a row at 390 pixels,
 * pictures side by side where there is room, all of it on A4. Charts take their colours from the same
 * custom properties.
 */
export const style: string = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b2330; --soft: #55607a; --line: #d9dee8;
  --accent: #1f5fbf; --band: #cfe0f7; --pass: #13693b; --pass-back: #dff3e6;
  --fail: #a51d2d; --fail-back: #fbe3e5; --info: #4a5570; --info-back: #e9ecf3;
  --gray: #66718a; --red: #c9344a; --green: #23854c; --blue: #2f6bd0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161d; --card: #1a2029; --ink: #e7ebf3; --soft: #a5b0c5; --line: #333c4b;
    --accent: #83b4ff; --band: #27426b; --pass: #7fdca4; --pass-back: #15372a;
    --fail: #ff9aa5; --fail-back: #45202a; --info: #b9c3d8; --info-back: #2a3342;
    --gray: #9aa6bd; --red: #f0717f; --green: #5fc98a; --blue: #7aaaf7;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
.page { max-width: 80rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.4rem); line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
header p { margin: .3rem 0; color: var(--soft); max-width: 60rem; overflow-wrap: anywhere; }
nav { margin: 1.2rem 0 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: 0; padding: 0; }
nav a {
  display: inline-block; padding: .3rem .75rem; border: 1px solid var(--line); border-radius: 99px;
  background: var(--card); color: var(--ink); text-decoration: none; font-size: .9rem;
}
nav a:hover { border-color: var(--accent); color: var(--accent); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
section.part {
  background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  padding: 1.2rem 1rem; margin: 1.2rem 0; scroll-margin-top: 1rem;
}
@media (min-width: 50rem) { section.part { padding: 1.6rem 1.8rem; } }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .8rem; display: flex; flex-wrap: wrap; gap: .35rem .7rem; align-items: center; overflow-wrap: anywhere; }
h3 { font-size: 1.08rem; margin: 1.8rem 0 .6rem; }
p { margin: .6rem 0; max-width: 62rem; }
code { font: .88em ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .92rem; }
.pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); align-items: start; }
.pair { display: grid; gap: 1rem; grid-template-columns: 1fr; align-items: start; }
@media (min-width: 44rem) { .pair { grid-template-columns: 1fr 1fr; } }
.planes { display: grid; gap: .5rem; grid-template-columns: repeat(4, minmax(0, 1fr)); }
.three { display: grid; gap: .5rem; grid-template-columns: repeat(3, minmax(0, 1fr)); }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--soft); font-size: .87rem; line-height: 1.4; margin-top: .35rem; }
.planes figcaption { text-align: center; margin-top: .1rem; font-size: .78rem; }
figure img, figure > svg { display: block; width: 100%; height: auto; border-radius: 6px; }
figure img, svg.picture { max-height: 34rem; object-fit: contain; }
figure img, svg.picture { image-rendering: pixelated; background: var(--info-back); }
svg.shared { position: absolute; }
svg.smooth { image-rendering: auto; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; margin: .8rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .6rem .8rem; color: var(--soft); font-size: .87rem; }
th, td { padding: .4rem .55rem; text-align: left; border-top: 1px solid var(--line); vertical-align: middle; white-space: nowrap; }
thead th { color: var(--soft); font-weight: 600; border-top: 0; white-space: normal; }
caption span { display: block; position: sticky; left: .8rem; max-width: min(100%, calc(100vw - 6rem)); }
caption + thead th { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; }
tbody th .channel { color: var(--soft); font-weight: 400; }
td:empty::after { content: "–"; color: var(--soft); }
td.wrap { white-space: normal; min-width: 12rem; }
td svg { display: block; }
td.number, th.number { text-align: right; }
.verdict { display: inline-block; padding: .05rem .55rem; border-radius: 99px; font-size: .82rem; font-weight: 600; white-space: nowrap; }
.verdict.pass { color: var(--pass); background: var(--pass-back); }
.verdict.fail { color: var(--fail); background: var(--fail-back); }
.verdict.info { color: var(--info); background: var(--info-back); }
h2 .verdict { font-size: .85rem; padding: .15rem .7rem; }
details { margin: .8rem 0; }
summary { cursor: pointer; color: var(--accent); font-size: .95rem; }
.note { border-left: 4px solid var(--accent); padding: .1rem 0 .1rem 1rem; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; fill: var(--soft); }
svg .label { fill: var(--ink); }
svg .axis { stroke: var(--line); fill: none; }
svg .ideal { stroke: var(--accent); stroke-dasharray: 4 3; fill: none; }
svg .band { fill: var(--band); }
svg .value { fill: var(--ink); }
svg .outside { fill: var(--fail); }
svg .reach { stroke: var(--ink); fill: none; }
svg .gray { fill: var(--gray); } svg .red { fill: var(--red); }
svg .green { fill: var(--green); } svg .blue { fill: var(--blue); }
svg .ring { fill: none; stroke: #ff6b7a; }
footer { color: var(--soft); font-size: .88rem; margin-top: 1.5rem; overflow-wrap: anywhere; }
figure > svg.narrow { display: none; }
@media screen and (max-width: 44rem) {
  figure > svg.wide { display: none; }
  figure > svg.narrow { display: block; }
  .table { overflow: visible; border: 0; }
  table, tbody, caption, tr, tbody th { display: block; }
  thead { display: none; }
  caption { padding: 0; }
  tr { border: 1px solid var(--line); border-radius: 10px; padding: .45rem .7rem; margin: .5rem 0; }
  tbody th, td { border: 0; padding: .1rem 0; white-space: normal; overflow-wrap: anywhere; }
  td, td.number { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; text-align: right; }
  td::before { content: attr(data-column); color: var(--soft); }
  td:empty { display: none; }
  td.wrap { min-width: 0; text-align: left; }
}
@media screen and (min-width: 80rem) {
  td { white-space: normal; }
  table:has(th:nth-child(12)) { font-size: .8rem; }
  table:has(th:nth-child(12)) :is(th, td) { padding: .35rem .3rem; }
}
@page { size: A4; margin: 12mm; }
@media print {
  html { font-size: 13px; }
  body { background: none; font-size: 1rem; }
  .page { max-width: none; padding: 0; }
  nav { display: none; }
  section.part { break-inside: auto; border: 0; padding: 0; }
  h2, h3 { break-after: avoid; }
  figure, tr, .planes, .three { break-inside: avoid; }
  .table { overflow: visible; }
  table { font-size: 7pt; }
  th, td { padding: .22rem .3rem; white-space: normal; overflow-wrap: break-word; }
  td.wrap { min-width: 0; }
  table:has(th:nth-child(12)) { font-size: 5.6pt; }
  table:has(th:nth-child(12)) :is(th, td) { padding: .2rem .15rem; }
  td svg { width: 5rem; height: auto; }
  .verdict { font-size: 6.5pt; }
}
`;
