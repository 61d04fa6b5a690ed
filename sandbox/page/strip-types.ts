import { stripTypeScriptTypes } from "node:module";

/**
 * TypeScript for the browser, made by Node itself. Node warns once that the function is experimental; its version is
 * pinned here, and the warning would be the first thing a newcomer reads, so that one is held back.
 */
export function stripTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
