import { UserError } from "../errors.ts";
import type { SentFile } from "./command.ts";

const MEGABYTE = 1_048_576;
/** What a member may hand in as a source. */
export const LARGEST_FILE_MEGABYTES = 8;
const TIMEOUT_MS = 20_000;

/** Fetches a file that came with a command. Throws fileTooLarge or fileUnreachable. */
export async function download(file: SentFile): Promise<Uint8Array> {
  if (file.size > LARGEST_FILE_MEGABYTES * MEGABYTE) {
    throw new UserError("fileTooLarge", { limitMegabytes: LARGEST_FILE_MEGABYTES });
  }
  try {
    const response = await fetch(file.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new UserError("fileUnreachable", { name: file.name }, { cause: error });
  }
}
