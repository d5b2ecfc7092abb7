/** A process that `eventLoop` watches: `TASK PHOTO`. Sends how long its event loop was blocked at the most. */
import { readFile } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { decrypt, encrypt } from "neuroveil";
import { generateIdentity } from "neuroveil/keys";

const [task, photo] = process.argv.slice(2) as [string, string];

/** Prepares a task, and returns what is watched. */
type Task = (image: Uint8Array) => Promise<() => unknown> | (() => unknown);

const tasks: Readonly<Record<string, Task>> = {
  encrypt: (image) => () => encrypt(image, { key: key() }),
  async decrypt(image) {
    const secret = key();
    const bytes = await encrypt(image, { key: secret });
    return () => decrypt(bytes, { key: secret });
  },
  async "decrypt, four at once"(image) {
    const secret = key();
    const bytes = await encrypt(image, { key: secret });
    return () => Promise.all(Array.from({ length: 4 }, () => decrypt(bytes, { key: secret })));
  },
  async "the last of 256 readers"() {
    const pairs = await Promise.all(Array.from({ length: 256 }, () => generateIdentity()));
    const recipients = pairs.map(({ recipient }) => recipient);
    const bytes = await encrypt(small, { recipients, payload: "file" });
    return () => decrypt(bytes, { identities: [pairs.at(-1)!.identity] });
  },
  async passphrase() {
    const bytes = await encrypt(small, { passphrase: "a passphrase", payload: "file" });
    return () => decrypt(bytes, { passphrase: "a passphrase" });
  },
  "one that blocks for 200 ms": () => () => {
    const end = performance.now() + 200;
    while (performance.now() < end);
  },
};

const small = new Uint8Array(1000);
const key = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));

const watched = await tasks[task]!(new Uint8Array(await readFile(photo)));
// Compiling is over after the first time; a server does it once.
await watched();
const delays = monitorEventLoopDelay({ resolution: 1 });
const rest = (): Promise<void> => new Promise((done) => setTimeout(done, 20));
delays.enable();
await rest();
const start = performance.now();
await watched();
const seconds = (performance.now() - start) / 1000;
await rest();
delays.disable();
process.send!({ seconds, longestMs: delays.max / 1e6 });
