// Encrypts a picture, or decrypts what this page made. Everything happens here: no request is sent.
import { decrypt, encrypt } from "neuroveil";
import { formatOf } from "neuroveil/image";

const [passphrase, file, status, result, picture] = [
  "passphrase",
  "file",
  "status",
  "result",
  "picture",
].map((id) => document.getElementById(id));

file.addEventListener("change", () => {
  const [chosen] = file.files;
  if (chosen !== undefined) void work(chosen);
});

async function work(chosen) {
  file.disabled = true; // one at a time
  const key = { passphrase: passphrase.value };
  const onProgress = (done) => (status.textContent = `${Math.round(100 * done)} %`);
  try {
    const veiled = chosen.name.endsWith(".veil.png");
    // A File brings its name and its time; both are sealed with it.
    const { bytes, name } = veiled
      ? await decrypt(chosen, { ...key, onProgress })
      : {
          bytes: await encrypt(chosen, { ...key, onProgress }),
          name: `${chosen.name}.veil.png`,
        };
    show(bytes, name);
    status.textContent = veiled ? "Verified: nobody has changed it." : "Encrypted.";
  } catch (error) {
    result.hidden = picture.hidden = true;
    // One line that says what was expected, what came and what to do.
    status.textContent = error.message;
  } finally {
    file.disabled = false;
  }
}

function show(bytes, name) {
  URL.revokeObjectURL(result.href);
  result.href = URL.createObjectURL(new Blob([bytes]));
  result.download = result.textContent = name;
  picture.src = result.href;
  picture.hidden = !["png", "jpeg"].includes(formatOf(bytes)?.id);
  result.hidden = false;
}
