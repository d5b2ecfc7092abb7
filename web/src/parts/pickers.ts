/** What some browsers let a page ask for; the platform's types have no place for it yet. */
interface Pickers {
  readonly showSaveFilePicker?: (options: {
    readonly suggestedName: string;
  }) => Promise<FileSystemFileHandle>;
  readonly showDirectoryPicker?: (options: {
    readonly mode: "readwrite";
  }) => Promise<FileSystemDirectoryHandle>;
}

const pickers = (): Pickers => globalThis as Pickers;

/** Whether this browser lets a page write into a folder. */
export function canChooseFolder(): boolean {
  return pickers().showDirectoryPicker !== undefined;
}

/**
 * A file to write into. It has to be asked for right after a click.
 * @returns "none" when somebody changed their mind; undefined where the browser has no such question
 */
export async function chosenFile(name: string): Promise<FileSystemFileHandle | "none" | undefined> {
  return await pickers().showSaveFilePicker?.({ suggestedName: name }).catch(unlessAborted);
}

/** A folder to write into, as {@link chosenFile}. */
export async function chosenFolder(): Promise<FileSystemDirectoryHandle | "none" | undefined> {
  return await pickers().showDirectoryPicker?.({ mode: "readwrite" }).catch(unlessAborted);
}

function unlessAborted(error: unknown): "none" {
  if (error instanceof DOMException && error.name === "AbortError") return "none";
  throw error;
}
