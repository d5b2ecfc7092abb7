import { somebody } from "../parts/somebody.ts";

/** Keeps the page for when there is no network, once somebody uses it. */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  await somebody();
  // Where it is forbidden (private windows), the page works as long as there is a network.
  await navigator.serviceWorker.register("./sw.js").catch(() => undefined);
}
