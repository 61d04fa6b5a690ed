import { useState } from "preact/hooks";
import { MAX_FILES, MAX_UPLOAD_BYTES } from "../model/upload.ts";

export type Files = {
  files: readonly File[];
  add: (files: FileList) => void;
  remove: (file: File) => void;
  replace: (files: readonly File[]) => void;
};

/** The files that go with the next message, within what one message can carry. */
export function useFiles(tell: (text: string) => void): Files {
  const [files, setFiles] = useState<readonly File[]>([]);
  const add = (added: FileList): void => {
    const next = [...files, ...added];
    const bytes = next.reduce((sum, file) => sum + file.size, 0);
    if (next.length > MAX_FILES) tell(`A message carries at most ${MAX_FILES} files.`);
    else if (bytes > MAX_UPLOAD_BYTES) tell("That is more than 25 MB in one message.");
    else setFiles(next);
  };
  const remove = (file: File): void => setFiles(files.filter((other) => other !== file));
  return { files, add, remove, replace: setFiles };
}
