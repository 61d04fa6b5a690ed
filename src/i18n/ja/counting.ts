import { countingIn } from "../counting.ts";

export const { number, decimal, percent, list } = countingIn("ja");

/** `12件`: Japanese counts with a counter word and has no plural. */
export const count = (value: number, counter: string): string => `${number.format(value)}${counter}`;

export const comments = (value: number): string => `コメント${count(value, "件")}`;
