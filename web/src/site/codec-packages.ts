import type { Plugin } from "vite";

/** What reads one format each and most visitors never need: up to 2 MB, one of them LGPL; # as core asks for it. */
const codecs = [
  "libheif-js",
  "wasm-vips",
  "jxl-oxide-wasm",
  "@jsquash/webp",
  "@cornerstonejs/codec-(?:charls|openjpeg)",
  // Without WebAssembly: the page has the module.
  "@cornerstonejs/codec-libjpeg-turbo-8bit/(?:decode|dist/libjpegturbojs_decode.js)",
  "dicom-parser",
  "#charls",
  "#openjpeg",
];
const codecPackage = new RegExp(`^(?:${codecs.join("|")})(?:/|$)`);

/**
 * Collects the names of the files that hold such a package: they are fetched, and kept, when a picture
 * asks for them. Workers are built apart, so it stands among their plugins, too.
 */
export function collectCodecs(into: Set<string>): Plugin {
  return {
    name: "neuroveil-codec-chunks",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (holdsCodec(file.type === "chunk" ? file.moduleIds : file.originalFileNames))
          into.add(file.fileName);
    },
  };
}

function holdsCodec(moduleIds: readonly string[]): boolean {
  return moduleIds.some((id) => codecPackage.test(id.split("/node_modules/").at(-1)!));
}

/** Builds without them: their formats come as files then, as where they are not installed. */
export function withoutCodecs(): Plugin {
  const absent = "\0absent-codec";
  return {
    name: "neuroveil-without-codecs",
    enforce: "pre",
    // What asks for a package's files by their addresses is left out with it.
    resolveId: (id) =>
      codecPackage.test(id) || id.endsWith("/vips.browser.js") ? absent : undefined,
    load: (id) =>
      id === absent ? 'throw new Error("not part of this page"); export default {};' : undefined,
  };
}
