const signs = ["pointermove", "pointerdown", "keydown", "scroll", "touchstart"] as const;
const patience = 3000;

/** Resolves when somebody does something, or has looked for three seconds: the rest is loaded then. */
export function somebody(): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const go = (): void => {
      stop.abort();
      resolve();
    };
    for (const sign of signs) addEventListener(sign, go, { signal: stop.signal, passive: true });
    setTimeout(go, patience);
  });
}
