import { createPhraseFinder } from "./phrases.ts";

/** Strong words only, in English: a sign for servers that ask for it, never part of what spam is. */
export const findProfanity = createPhraseFinder([
  "fuck*",
  "motherfuck*",
  "shit",
  "shitty",
  "bullshit",
  "bitch*",
  "cunt*",
  "asshole*",
  "arsehole*",
  "dickhead*",
  "wanker*",
  "bastard*",
  "slut*",
  "whore*",
  "cock",
  "twat*",
  "prick",
]);
