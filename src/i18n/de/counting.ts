import { countingIn } from "../counting.ts";

export const { number, decimal, percent, list, count } = countingIn("de");

export const comments = (value: number): string => count(value, "Kommentar", "Kommentare");
