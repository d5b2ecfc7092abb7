import { tasks } from "../tasks/list.ts";
import type { Context, Task } from "../tasks/task.ts";
import { buffersIn } from "./buffers.ts";
import type { Message, Question, Refusal } from "./message.ts";

addEventListener("message", ({ data }: MessageEvent<Question>) => void answer(data));

/** Milliseconds: what nobody sees would only keep the page at work. */
const progressEvery = 50;

async function answer({ number, task, input }: Question): Promise<void> {
  let last = 0;
  const context: Context = {
    onProgress(progress) {
      const now = performance.now();
      if (now - last < progressEvery) return;
      last = now;
      reply({ number, progress });
    },
  };
  try {
    const load = tasks[task as keyof typeof tasks] as () => Promise<Task<unknown, unknown>>;
    const output = await (await load())(input, context);
    reply({ number, output }, buffersIn(output));
  } catch (error) {
    reply({ number, refusal: refusalOf(error) });
  }
}

function reply(message: Message, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return { code: "unknown", message: String(error) };
  const code = "code" in error ? String(error.code) : "unknown";
  return { code, message: error.message };
}
