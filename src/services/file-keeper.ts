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
/** What one file, and all together, may take; bytes. */
export type Room = { mostBytes: number; mostBytesInAll: number };

/** Files on this machine, named by what is in them: `ab/abcd…`. */
export type FileKeeper = {
  /**
   * Writes a stream to its end, durably, unless it takes more room than there is: then nothing is kept and the answer says which room.
   * What the sender says of length and type is not believed; what is being written counts as kept.
   */
  save(content: AsyncIterable<Uint8Array>, room: Room): Promise<SavedFile | "tooLarge" | "full">;
  has(hash: string): Promise<boolean>;
  /** Null where the file is not there. */
  read(hash: string): Promise<Uint8Array | null>;
  remove(hash: string): Promise<void>;
  /** Of all files. */
  hashes(): Promise<string[]>;
  /** All files together. */
  totalBytes(): number;
};

/** Opens the folder, and clears away what a crash left half written: nobody else may be writing into it. */
export async function openFileKeeper(folder: string): Promise<FileKeeper> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder))
    if (name.endsWith(TEMPORARY)) await rm(path.join(folder, name), { force: true });
  const placeOf = (hash: string): string => path.join(folder, hash.slice(0, 2), hash);
  let totalBytes = 0;
  let bytesBeingWritten = 0;
  for (const name of await hashesIn(folder)) totalBytes += (await stat(placeOf(name))).size;

  async function write(
    content: AsyncIterable<Uint8Array>,
    file: string,
    { mostBytes, mostBytesInAll }: Room,
  ): Promise<SavedFile | "tooLarge" | "full"> {
    const handle = await open(file, "wx", 0o600);
    let size = 0;
    try {
      const hash = createHash("sha256");
      const head: Uint8Array[] = [];
      for await (const chunk of content) {
        if (size < HEAD_BYTES) head.push(chunk);
        size += chunk.byteLength;
        bytesBeingWritten += chunk.byteLength;
        if (size > mostBytes) return "tooLarge";
        if (totalBytes + bytesBeingWritten > mostBytesInAll) return "full";
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
      const kind = await fileTypeFromBuffer(Buffer.concat(head));
      return { hash: hash.digest("hex"), size, contentType: kind?.mime ?? null };
    } finally {
      bytesBeingWritten -= size;
      await handle.close();
    }
  }

  async function sizeOf(hash: string): Promise<number | null> {
    return stat(placeOf(hash)).then(({ size }) => size, isMissing);
  }

  return {
    totalBytes: () => totalBytes,
    has: async (hash) => (await sizeOf(hash)) !== null,
    hashes: () => hashesIn(folder),
    async save(content, room) {
      const temporary = path.join(folder, `${randomUUID()}${TEMPORARY}`);
      try {
        const saved = await write(content, temporary, room);
        if (typeof saved === "string" || (await sizeOf(saved.hash)) !== null) return saved;
        const place = placeOf(saved.hash);
        await mkdir(path.dirname(place), { recursive: true });
        await rename(temporary, place);
        totalBytes += saved.size;
        await syncFolder(path.dirname(place));
        await syncFolder(folder);
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
  };
}

/** A renamed file survives a power loss only with its folder. Windows opens no folders, and needs none of it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
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
