/** The worker's program, which the build of the page in one file puts in here. */
declare const WORKER_PROGRAM: string;

/** Starts the page's worker from inside the page. */
export function startWorker(): Worker {
  const address = URL.createObjectURL(new Blob([WORKER_PROGRAM], { type: "text/javascript" }));
  return new Worker(address);
}
