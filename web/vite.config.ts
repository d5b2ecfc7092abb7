import { fileURLToPath } from "node:url";
import { collectCodecs } from "./src/site/codec-packages.ts";
import { offline } from "./src/site/offline-plugin.ts";
import { defineConfig, type UserConfig } from "vite";

const codecs = new Set<string>();

const config: UserConfig = defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Wherever the files are put: relative addresses.
  base: "./",
  build: { outDir: "dist", emptyOutDir: true, target: "es2023", assetsInlineLimit: 0 },
  worker: { format: "es", plugins: () => [collectCodecs(codecs)] },
  plugins: [collectCodecs(codecs), offline(codecs)],
});

export default config;
