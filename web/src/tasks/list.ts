/** What the page's worker can do; each is loaded when it is first asked for. */
export const tasks = {
  scene: async () => (await import("./scene.ts")).scene,
  sampleFile: async () => (await import("./sample-file.ts")).sampleFile,
  preview: async () => (await import("./preview.ts")).preview,
  recognise: async () => (await import("./recognise.ts")).recognise,
  makePair: async () => (await import("./make-pair.ts")).makePair,
  encrypt: async () => (await import("./encrypt.ts")).encrypt,
  decrypt: async () => (await import("./decrypt.ts")).decrypt,
  listCiphers: async () => (await import("./list-ciphers.ts")).listCiphers,
  look: async () => (await import("./look.ts")).look,
  breakCipher: async () => (await import("./break-cipher.ts")).breakCipher,
  searchCanary: async () => (await import("./search-canary.ts")).searchCanary,
  damage: async () => (await import("./damage.ts")).damage,
  measure: async () => (await import("./measure.ts")).measure,
  hybridSteps: async () => (await import("./hybrid-steps.ts")).hybridSteps,
  families: async () => (await import("./families.ts")).families,
} as const satisfies Record<string, () => Promise<unknown>>;
