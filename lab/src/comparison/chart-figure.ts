import { markup, type Markup } from "../report/markup.ts";

/** A chart no wider than it can be read at, and never smaller: on a narrow page it scrolls by itself. */
export function chartFigure(chart: Markup): Markup {
  return markup`<figure style="max-width: 44rem; overflow-x: auto" tabindex="0" role="group" aria-label="Chart, scrolls sideways"><div style="min-width: 32rem">${chart}</div></figure>
`;
}
