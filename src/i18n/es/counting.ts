import { countingIn } from "../counting.ts";

export const { number, decimal, percent, list, count } = countingIn("es");

export const comments = (value: number): string => count(value, "comentario", "comentarios");
