import type { UploadedFile } from "../../protocol.ts";

export const MAX_FILES = 10;
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;

export async function readUpload(file: File): Promise<UploadedFile> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : ""));
    reader.addEventListener("error", () => reject(reader.error ?? new Error(`${file.name} cannot be read`)));
    reader.readAsDataURL(file);
  });
  const base64 = url.slice(url.indexOf(",") + 1);
  return { name: file.name, base64, ...(file.type ? { contentType: file.type } : {}) };
}
