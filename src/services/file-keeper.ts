import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { fileTypeFromBuffer } from "file-type";

const HASH = /^[0-9a-f]{64}$/;
/** As much of a file as tells its kind. */
const HEAD_BYTES = 4_100;
const TEMPORARY = ".part";

export type SavedFile = { hash: string; size: number; contentType: string | null };

/** Files on this machine, named by what is in them: `ab/abcd…`. */
export type FileKeeper = {
  /**
   * Writes a stream to its end, durably, unless it is longer than `mostBytes`: then nothing is kept and the answer is "tooLarge".
   * What the sender says of length and type is not believed.
   */
  save(content: AsyncIterable<Uint8Array>, mostBytes: number): Promise<SavedFile | "tooLarge">;
  /** Null where the file is not there. */
  read(hash: string): Promise<Uint8Array | null>;
  remove(hash: string): Promise<void>;
  /** Removes what nobody wants and what was left half written. */
  sweep(isWanted: (hashes: string[]) => Promise<boolean[]>): Promise<void>;
  /** All files together. */
  totalBytes(): number;
};

export async function openFileKeeper(folder: string): Promise<FileKeeper> {
  await mkdir(folder, { recursive: true });
  const placeOf = (hash: string): string => path.join(folder, hash.slice(0, 2), hash);
  let totalBytes = 0;
  for (const name of await hashesIn(folder)) totalBytes += (await stat(placeOf(name))).size;

  async function write(content: AsyncIterable<Uint8Array>, file: string, mostBytes: number): Promise<SavedFile | null> {
    const handle = await open(file, "wx", 0o600);
    try {
      const hash = createHash("sha256");
      const head: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of content) {
        if (size < HEAD_BYTES) head.push(chunk);
        size += chunk.byteLength;
        if (size > mostBytes) return null;
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
      const kind = await fileTypeFromBuffer(Buffer.concat(head));
      return { hash: hash.digest("hex"), size, contentType: kind?.mime ?? null };
    } finally {
      await handle.close();
    }
  }

  async function sizeOf(hash: string): Promise<number | null> {
    return stat(placeOf(hash)).then(({ size }) => size, isMissing);
  }

  const keeper: FileKeeper = {
    totalBytes: () => totalBytes,
    async save(content, mostBytes) {
      const temporary = path.join(folder, `${randomUUID()}${TEMPORARY}`);
      try {
        const saved = await write(content, temporary, mostBytes);
        if (saved === null) return "tooLarge";
        if ((await sizeOf(saved.hash)) !== null) return saved;
        await mkdir(path.dirname(placeOf(saved.hash)), { recursive: true });
        await rename(temporary, placeOf(saved.hash));
        totalBytes += saved.size;
        return saved;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    read: (hash) => readFile(placeOf(hash)).catch(isMissing),
    async remove(hash) {
      const size = await sizeOf(hash);
      if (size === null) return;
      await rm(placeOf(hash), { force: true });
      totalBytes -= size;
    },
    async sweep(isWanted) {
      for (const name of await readdir(folder)) {
        if (name.endsWith(TEMPORARY)) await rm(path.join(folder, name), { force: true });
      }
      const hashes = await hashesIn(folder);
      const wanted = await isWanted(hashes);
      for (const [index, hash] of hashes.entries()) if (wanted[index] === false) await keeper.remove(hash);
    },
  };
  return keeper;
}

async function hashesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.map((name) => path.basename(name)).filter((name) => HASH.test(name));
}

/** A file that is not there is an answer; anything else is trouble. */
function isMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
