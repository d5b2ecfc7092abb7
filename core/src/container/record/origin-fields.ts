import { mostFields, sampleKinds, type ImageOrigin, type Layout } from "../../image/origin.ts";
import { Fields } from "../cbor/fields.ts";

const mostBytes = 2 ** 28;
const mostText = 4096;
const name = /^[a-z][A-Za-z0-9]{0,15}$/;
/** It is shown: no control characters, and nothing else that cannot be seen. */
const text = /^\P{C}{1,200}$/u;

/** Where an image came from that was neither PNG nor JPEG. */
export function readOrigin(parent: Fields, key: string): ImageOrigin {
  const fields = parent.map(key);
  const decoder = fields.optional("decoder", (f, own) => f.text(own, text));
  const layout = fields.optional("layout", readLayout);
  const kept = fields.optional("fields", (f, own) =>
    f.values(own, mostFields, name, [mostText, mostBytes]),
  );
  const origin: ImageOrigin = {
    format: fields.text("format", name),
    ...(decoder !== undefined && { decoder }),
    ...(layout !== undefined && { layout }),
    ...(kept !== undefined && { fields: kept }),
  };
  fields.end();
  return origin;
}

function readLayout(parent: Fields, key: string): Layout {
  const fields = parent.map(key);
  const layout: Layout = {
    channels: fields.integer("channels", 1, 65_535),
    bits: fields.integer("bits", 1, 64),
    kind: fields.oneOf("kind", sampleKinds),
    pages: fields.integer("pages", 1, 65_536),
  };
  fields.end();
  return layout;
}
