// Stands before somebody's own module in the worker of the frame: says what the module's cipher is, and calls it
// when it is told to. Whoever listens trusts nothing of what comes from here.
const opening = new Promise((resolve) => {
  const take = (event) => {
    event.stopImmediatePropagation();
    resolve(event.ports[0]);
  };
  addEventListener("message", take, { once: true });
});
// Ways on which a flood could reach the frame's thread, which may be that of the page.
addEventListener("error", (event) => event.preventDefault());
delete globalThis.postMessage;

const cipherFields = [
  ..."id family status lossless source parameters nativeKey keySpace".split(" "),
  ..."keyVectorBytes tileRows weights trials".split(" "),
];

/**
 * @param lines of this file, which stand before the module's first
 * @param run the module: puts what it exports into an object
 */
// eslint-disable-next-line no-unused-vars
async function begin(lines, run) {
  const page = await opening;
  const exported = {};
  const send = (message) => {
    try {
      page.postMessage(message);
    } catch (error) {
      page.postMessage({ number: message.number, error: told(error) });
    }
  };

  /** An error in words, and the line of the module that it is from. */
  const told = (error) => {
    const { message = String(error), stack = "" } = error instanceof Error ? error : {};
    const line = stack.split(`${location.href}:`)[1]?.match(/^\d+/)?.[0];
    return line > lines ? `${message} (line ${line - lines})` : message;
  };

  const about = (cipher) => {
    if (cipher === undefined) return { exported: Object.keys(exported) };
    if (typeof cipher !== "object" || cipher === null) return { other: typeof cipher };
    const fields = Object.fromEntries(cipherFields.map((name) => [name, cipher[name]]));
    const functions = ["encrypt", "decrypt"].filter((name) => typeof cipher[name] === "function");
    return { fields, functions };
  };

  const answer = async (cipher, { verb, raster, key, keyVector }) => {
    const { data } = raster;
    try {
      const given = keyVector === undefined ? [raster, key] : [raster, key, keyVector];
      const found = await cipher[verb](...given, {});
      return { data: raster.data, replaced: raster.data !== data, key, keyVector: found };
    } catch (error) {
      return { error: told(error) };
    }
  };

  try {
    await run(exported);
    const cipher = exported.default ?? exported.cipher;
    page.addEventListener("message", async ({ data }) =>
      send({ number: data.number, ...(await answer(cipher, data)) }),
    );
    page.start();
    send(about(cipher));
  } catch (error) {
    send({ error: told(error) });
  }
}
