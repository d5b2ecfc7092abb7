// All that the frame of opaque origin runs itself: it starts a worker for the program that comes over a port, and
// hands the port on. index.html has the SHA-256 of this file: without it no browser would run it there.
addEventListener("message", ({ source, ports: [port] }) => {
  if (source !== parent) return;
  const start = ({ data }) => {
    const program = new Blob([data], { type: "text/javascript" });
    globalThis.worker = new Worker(URL.createObjectURL(program));
    globalThis.worker.postMessage(undefined, [port]);
  };
  port.addEventListener("message", start, { once: true });
  port.start();
});
