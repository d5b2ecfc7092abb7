/**
 * Processor time of this process, in seconds: on a machine that does other things as well the clock says
 * how long one waited, and not how much was done.
 */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
