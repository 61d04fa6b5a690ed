/** For comparing without regard to case, accents and width: `Ärger` and `ARGER` come out the same. */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
