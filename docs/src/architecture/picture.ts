import { instance } from "@viz-js/viz";
import type { Arrows } from "./arrows.ts";

const graphviz = await instance();

/** Boxes and arrows as SVG, from those who use to those who are used, for a narrow screen or paper. */
export function drawArrows(arrows: Arrows, title: string): string {
  const svg = graphviz.renderString(
    {
      name: title,
      directed: true,
      graphAttributes: { rankdir: "TB", nodesep: 0.12, ranksep: 0.32, bgcolor: "white", pad: 0.1 },
      nodeAttributes: {
        shape: "box",
        style: "rounded,filled",
        fillcolor: "#eef3f8",
        color: "#33506b",
        fontname: "Helvetica,Arial,sans-serif",
        fontsize: 13,
        height: 0.36,
        width: 0.6,
        margin: "0.14,0.04",
      },
      edgeAttributes: { color: "#33506b", arrowsize: 0.6 },
      nodes: [...arrows.keys()].toSorted().map((name) => ({ name })),
      edges: [...arrows]
        .flatMap(([tail, heads]) => [...heads].map((head) => ({ tail, head })))
        .toSorted((a, b) => (`${a.tail} ${a.head}` < `${b.tail} ${b.head}` ? -1 : 1)),
    },
    { format: "svg" },
  );
  // Graphviz says first which version drew it, and for whom (a type of document long out of use).
  const [, drawing] = svg.split(/(?=<svg )/);
  return `<!-- Written by \`npm run architecture\`; do not edit. -->\n${drawing!}`;
}

/** The arrows of a picture made by `drawArrows`, each as `from → to`. */
export function arrowsIn(svg: string): readonly string[] {
  const titles = svg.matchAll(/class="edge">\s*<title>(.*?)<\/title>/g);
  return [...titles].map(([, title]) =>
    title!.replaceAll("&#45;", "-").replaceAll("&gt;", ">").replace("->", " → "),
  );
}
