import { failure, type Progress, type Reply, type Request } from "../threads/thread.ts";
import type { Handler } from "./handler.ts";

type Post = (message: Reply | Progress, transfer?: ArrayBuffer[]) => void;

/**
 * Does what a worker is asked, one after the other: answers carry no number, and some work waits for
 * something to be loaded.
 * @param onBegin called when a request is begun with
 */
export function serve(
  handlers: readonly Handler[],
  post: Post,
  onBegin: () => void = () => {},
): (request: Request) => void {
  const report = (progress: number): void => post({ progress });
  const answer = async ({ task, input }: Request): Promise<void> => {
    onBegin();
    try {
      const handler = handlers.find(({ name }) => name === task);
      if (!handler) throw new Error(`no worker here does ${task}`);
      const { output, transfer } = await handler.work(input, report);
      post({ output }, transfer);
    } catch (error) {
      post(failure(error));
    }
  };
  let last: Promise<void> = Promise.resolve();
  return (request) => {
    last = last.then(() => answer(request));
  };
}
