import { markup, type Markup } from "../report/markup.ts";

/** A chart no wider than it can be read at. */
export function chartFigure(chart: Markup): Markup {
  return markup`<figure style="max-width: 44rem">${chart}</figure>
`;
}
