import program from "./frame-program.js?raw";

/** A frame in which somebody's own program runs, and the way to it. */
export interface OwnFrame {
  /** To be handed to the worker that asks the program. */
  readonly port: MessagePort;
  /** Ends the program with everything that it has started. */
  close(): void;
}

/**
 * Opens a frame that may run scripts and nothing else: its origin is opaque, so that neither the page nor what the
 * page has stored can be reached, and its Content-Security-Policy, which comes on top of the page's, allows no
 * request at all. The policy stands behind the frame's own script, which is the only one that it ever runs.
 */
export async function openFrame(): Promise<OwnFrame> {
  const { port1, port2 } = new MessageChannel();
  const frame = document.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  frame.hidden = true;
  frame.srcdoc = `<!doctype html><script>${program}</script><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:">`;
  const loaded = new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
  });
  document.body.append(frame);
  await loaded;
  // An opaque origin has no name that could be given here.
  frame.contentWindow!.postMessage(undefined, "*", [port2]);
  return {
    port: port1,
    close() {
      frame.remove();
      port1.close();
    },
  };
}
