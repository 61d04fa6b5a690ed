/** Most texts need no more than small letters. NUL is not among them: SQLite would end the text there. */
const PLAIN = /^[ -~\s]*$/;
/** The marks that make `が` of `か`: another sound, not an accent. */
const ACCENT = /[\p{M}--[\u3099\u309A]]/gv;

/** For comparing without regard to case, accents and width: `Ärger` and `ARGER` come out the same. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.toWellFormed().replaceAll("\0", " ").normalize("NFKD").replace(ACCENT, "").toLowerCase().normalize("NFC");
}
