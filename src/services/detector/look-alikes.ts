/**
 * Letters that look like Latin ones, after NFKD and in lower case: the Latin text, then what is mistaken for it.
 * A choice of our own along the lines of Unicode Technical Standard 39 (confusables): scripts that disguises are made of.
 */
const FAMILIES: readonly (readonly [latin: string, lookAlikes: string])[] = [
  ["a", "аαɑᴀ∂ӕⱥᗅꭺаⲁ"],
  ["b", "ьвβʙƅɓҍвᏼᖯᏏ"],
  ["c", "сϲᴄⅽƈⲥꞓςᏟ"],
  ["d", "ԁɗđᴅⅾժᏧᗪꓒ"],
  ["e", "еєεҽɛᴇ℮ҿꬲⲉǝəᎬⴹ"],
  ["f", "ſϝƒꜰբꬵ"],
  ["g", "ɡցɢǥɠԍᶃᏀ"],
  ["h", "һհнʜħԧɦᏂᏲ"],
  ["i", "іιıɪɩӏⅰꙇᎥɨї"],
  ["j", "јϳᴊɉʝյ"],
  ["k", "кκᴋƙҝқⲕᏦ"],
  ["l", "ⅼʟłⱡƚլḷⳑᏞ"],
  ["m", "мᴍⅿɱᗰⲙᎷ"],
  ["n", "пηռոɴƞŋղⲛ"],
  ["o", "оοσօᴏøɵөංസ๐໐ⲟഠ०০੦૦௦౦೦൦〇"],
  ["p", "рρᴘⲣƿᑭᏢ"],
  ["q", "ԛզɋգ"],
  ["r", "гᴦʀɍꭇꮁⲅɾᖇᏒ"],
  ["s", "ѕʂꜱƽꮪᏚ"],
  ["t", "тτᴛŧƭⲧᎢ"],
  ["u", "υսᴜʋꞟմʉ"],
  ["v", "νѵᴠⅴⱱᏙ"],
  ["w", "ωѡԝᴡⱳաɯѿᎳ"],
  ["x", "хχⅹᕁⲭ᙮"],
  ["y", "уүγʏỿɏყⲩᎽ"],
  ["z", "ᴢƶʐȥⲍᏃ"],
  ["ae", "æᴁ"],
  ["oe", "œɶ"],
  ["ss", "ß"],
  ["th", "þ"],
  ["'", "‘’‛‚´`ʹʼʻ′՚"],
  ['"', "“”„‟″«»"],
  ["-", "‐‑‒–—―−⁃﹘➖"],
  [".", "·․。۔᛫"],
  ["/", "⁄∕╱⧸"],
  [":", "։ː∶"],
];

/** Negative squared and negative circled capitals (U+1F150, U+1F170) have no compatibility mapping. */
const DARK_CAPITALS = [0x1f150, 0x1f170];

function readFamilies(): ReadonlyMap<string, string> {
  const latinOf = new Map<string, string>();
  for (const [latin, lookAlikes] of FAMILIES)
    for (const character of lookAlikes) latinOf.set(character.toLowerCase(), latin);
  for (const first of DARK_CAPITALS)
    for (let letter = 0; letter < 26; letter++)
      latinOf.set(String.fromCodePoint(first + letter), String.fromCharCode(97 + letter));
  return latinOf;
}

/** From one character, decomposed and in lower case, to what it is read as. */
export const LOOK_ALIKES = readFamilies();
