import load from "wasm-vips";
import versions from "wasm-vips/versions" with { type: "json" };

export interface Vips {
  readonly vips: Awaited<ReturnType<typeof load>>;
  /** Of the libraries beneath. */
  readonly versions: Readonly<Record<string, string>>;
}

/** libvips with libheif, as sharp has it in Node: 9 MB in WebAssembly, which starts threads of its own. */
export async function loadVips(): Promise<Vips> {
  const heif = "vips-heif.wasm";
  // So that bundlers see them.
  const [own, side] = [
    new URL("wasm-vips/vips.wasm", import.meta.url).href,
    new URL("wasm-vips/vips-heif.wasm", import.meta.url).href,
  ];
  const locateFile = (name: string): string => (name === heif ? side : own);
  const vips = await load({ dynamicLibraries: [heif], locateFile, printErr: () => undefined });
  return { vips, versions };
}
