/** What the page's worker can do; each is loaded when it is first asked for. */
export const tasks = {
  scene: async () => (await import("./scene.ts")).scene,
  sampleFile: async () => (await import("./sample-file.ts")).sampleFile,
  recognise: async () => (await import("./recognise.ts")).recognise,
  makePair: async () => (await import("./make-pair.ts")).makePair,
  encrypt: async () => (await import("./encrypt.ts")).encrypt,
  decrypt: async () => (await import("./decrypt.ts")).decrypt,
  listCiphers: async () => (await import("./list-ciphers.ts")).listCiphers,
} as const satisfies Record<string, () => Promise<unknown>>;
