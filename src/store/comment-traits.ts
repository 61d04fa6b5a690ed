/** What a comment has, as bits of the catalog's `traits`. */
export const TRAIT_LINK = 1;
export const TRAIT_FILE = 2;
export const TRAIT_QUESTION = 4;
