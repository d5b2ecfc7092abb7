import { histogramChart } from "./histogram-chart.ts";
import type { ImagePictures } from "./image-pictures.ts";
import { markup, type Markup } from "./markup.ts";
import type { Picture } from "./picture.ts";

/**
 * The pictures of the plain image, stored once: every section shows them beside its own. Their ids are
 * those that {@link sharedPicture} refers to.
 */
export function plainShared({ picture, scatters, bitPlanes }: ImagePictures): Markup {
  const image = (id: string, { width, height, uri }: Picture): Markup =>
    markup`<image id="${id}" width="${width}" height="${height}" href="${uri}"/>\n`;
  return markup`<svg class="shared" width="0" height="0" aria-hidden="true"><defs>
${image("plain-image", picture)}${scatters.map((each) => image(`plain-${each.direction}`, each.picture))}${bitPlanes.map(({ bit, picture }) => image(`plain-bit-${bit}`, picture))}</defs></svg>`;
}

/** A picture of the plain image in a section. */
export function sharedPicture(
  id: string,
  { width, height }: Picture,
  alt: string,
  style = "picture",
): Markup {
  return markup`<svg class="${style}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${alt}"><use href="#${id}"/></svg>`;
}

/** The histogram of an image; small enough to be drawn again. */
export function histogramOf(subject: string, { histogram }: ImagePictures): Markup {
  return histogramChart(`Histogram of ${subject}, channel by channel`, histogram);
}
