import { domainToUnicode } from "node:url";
import { LinkifyIt } from "linkify-it";
import { parse } from "tldts";
import { type LinkOddity, linkOddities } from "../../domain/detector-verdict.ts";
import { FILE_ENDS, IMITATED, INVITES, SHORTENERS, SPELLED_ENDS } from "./host-lists.ts";
import { normaliseText, type NormalisedText, TRAIT } from "./normalise.ts";

export type Link = {
  /** Code units of the normalised text, the whole of `[text](url)` for a masked link. */
  start: number;
  end: number;
  /** The text of a masked link. */
  shown: { start: number; end: number } | null;
  kind: "web" | "email";
  /** In lower case, with look-alikes folded; an IP address as it was written. */
  host: string;
  /** What one can register: `example.co.uk`, `someone.github.io`. The host where there is none. */
  domain: string;
  /** After the host: path, query and fragment. */
  path: string;
  oddities: readonly LinkOddity[];
};

const MORE_ENDS =
  "app dev xyz top club online site live shop store link click ltd vip icu fun win bid loan work life world today space " +
  "website tech agency digital email media news blog art design cloud studio company solutions services support tips guru one " +
  "mobi tel cat jobs travel xxx casino bet poker porn sex sexy dating cash money finance exchange trade market network group " +
  "page wiki zone plus run party stream download review science social chat game games academy training education team";

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyIP: true, urlAuth: true, maxLength: 2_048 });
linkify.tlds(MORE_ENDS.split(" "), true);

const MASKED =
  /\[([^\][\n]{1,300})\]\(\s*<?(https?:\/\/[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\))?[^\s()<>]{0,2000})>?\s*(?:"[^"\n]{0,200}")?\)/g;
const ANCHOR = /<a\s[^>]{0,200}?href\s*=\s*["']?\s*(https?:\/\/[^\s"'>]{1,2000})[^>]{0,300}>([^<]{0,300})<\/a\s*>/g;
const SPELLED = new RegExp(
  String.raw`(?<![\w.-])([a-z0-9][a-z0-9-]{1,40})(?:\s?[(\[{]\s?(?:dot|\.)\s?[)\]}]\s?|\s(?:dot|d0t)\s|\s\.\s?)(${SPELLED_ENDS})(?![\w-])`,
  "g",
);
const SCHEMELESS = /^(?:[a-z][a-z0-9+.-]*:)?\/\//;
const DOTTED_NUMBER = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const WHOLE_NUMBER = /^(?:\d{8,10}|0x[\da-f]{8})$/;

/**
 * Finds every address in a normalised text, also one that is masked as text, spelled out or dressed up.
 * Links come in the order of the text and never overlap.
 */
export function findLinks(of: NormalisedText): Link[] {
  const { text } = of;
  if (!/[.:/@]|dot/.test(text)) return [];
  const links: Link[] = [];
  const taken: { start: number; end: number }[] = [];
  const isFree = (start: number, end: number): boolean => taken.every((span) => end <= span.start || start >= span.end);
  const take = (link: Link | null): void => {
    if (!link || !isFree(link.start, link.end)) return;
    taken.push(link);
    links.push(link);
  };
  for (const match of text.matchAll(MASKED))
    take(maskedLink(of, match, match[1] ?? "", match[2] ?? "", match.index + 1));
  if (text.includes("<a"))
    for (const match of text.matchAll(ANCHOR)) {
      const [whole, url = "", shown = ""] = match;
      take(maskedLink(of, match, shown, url, match.index + whole.lastIndexOf(`>${shown}<`) + 1));
    }
  for (const { index, lastIndex, schema, url } of linkify.match(text) ?? []) {
    if (schema === "mailto:") take(emailLink(url, index, lastIndex));
    else if (schema !== "" || !isFileName(text.slice(index, lastIndex))) take(webLink(of, url, index, lastIndex));
  }
  for (const { index, 0: whole, 1: name = "", 2: end = "" } of text.matchAll(SPELLED)) {
    const link = webLink(of, `http://${name}.${end}`, index, index + whole.length);
    if (link) take({ ...link, oddities: inOrder([...link.oddities, "spelledOut"]) });
  }
  return links.sort((one, other) => one.start - other.start);
}

function inOrder(oddities: readonly LinkOddity[]): LinkOddity[] {
  return linkOddities.filter((oddity) => oddities.includes(oddity));
}

function isFileName(shown: string): boolean {
  return (
    /^[\w-]+\.\w+$/.test(shown) && !shown.startsWith("www.") && FILE_ENDS.has(shown.slice(shown.lastIndexOf(".") + 1))
  );
}

function emailLink(url: string, start: number, end: number): Link | null {
  const host = url.slice(url.lastIndexOf("@") + 1);
  const { domain } = parse(host);
  return domain === null ? null : { start, end, shown: null, kind: "email", host, domain, path: "", oddities: [] };
}

function maskedLink(
  of: NormalisedText,
  match: RegExpExecArray,
  shown: string,
  url: string,
  shownAt: number,
): Link | null {
  const link = webLink(of, url, match.index, match.index + match[0].length);
  if (!link) return null;
  const promised = linkify.match(shown)?.[0];
  const promisedDomain = promised ? parse(promised.url, { allowPrivateDomains: true }).domain : null;
  const isFalse = promisedDomain !== null && promisedDomain !== link.domain;
  return {
    ...link,
    shown: { start: shownAt, end: shownAt + shown.length },
    oddities: inOrder([...link.oddities, "masked", ...(isFalse ? (["mismatched"] as const) : [])]),
  };
}

function webLink(of: NormalisedText, url: string, start: number, end: number): Link | null {
  const authority = url.replace(SCHEMELESS, "").split(/[/?#\\]/, 1)[0] ?? "";
  const host = authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d{1,5}$/, "");
  const path = url.slice(url.indexOf(authority) + authority.length);
  const isIp = DOTTED_NUMBER.test(host) || WHOLE_NUMBER.test(host) || host.startsWith("[");
  const found = isIp ? null : parse(host, { allowPrivateDomains: true, extractHostname: false });
  const hasSuffix = found !== null && (found.isIcann === true || found.isPrivate === true);
  if (!isIp && (!hasSuffix || found.domain === null)) return null;
  const domain = found?.domain ?? host;
  const oddities: LinkOddity[] = [];
  if (authority.includes("@")) oddities.push("userinfo");
  if (isIp) oddities.push("ip");
  if (host.includes("xn--")) oddities.push("punycode");
  if (SHORTENERS.has(domain)) oddities.push("shortener");
  if (INVITES.some((invite) => invite.test(`${host}${path}`))) oddities.push("invite");
  if (imitates(host, domain)) oddities.push("imitated");
  const hostAt = of.text.indexOf(host, start);
  if (hostAt >= 0 && hostAt < end && isDisguised(of, hostAt, hostAt + host.length)) oddities.push("disguised");
  return { start, end, shown: null, kind: "web", host, domain, path, oddities: inOrder(oddities) };
}

function isDisguised(of: NormalisedText, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (((of.traits[at] ?? 0) & (TRAIT.disguised | TRAIT.foreign)) !== 0) return true;
  return false;
}

/** As a hasty reader sees it: digits and pairs of letters as the letter they resemble. */
function blur(host: string): string {
  return host
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll("cl", "d")
    .replaceAll("0", "o")
    .replaceAll("5", "s")
    .replace(/[1i|]/g, "l")
    .replaceAll("-", "");
}

const BLURRED = IMITATED.map(([name, domains]) => ({ name, blurred: blur(name), domains }));
const BAIT =
  /nitro|gift|free|login|signin|verif|secur|support|airdrop|wallet|promo|event|account|giveaway|bonus|claim|update/;

/** A known name that is misspelled, stands before another domain (`paypal.com.example`), or comes with bait (`discord-gifts`). */
function imitates(host: string, domain: string): boolean {
  const readable = host.includes("xn--") ? normaliseText(domainToUnicode(host)).text : host;
  const blurred = blur(readable);
  return BLURRED.some(({ name, blurred: imitated, domains }) => {
    if (!blurred.includes(imitated)) return false;
    if (domains.some((own) => domain === own || domain.endsWith(`.${own}`))) return false;
    const isMisspelled = readable !== host || !readable.includes(name);
    return isMisspelled || domains.some((own) => readable.includes(`${own}.`)) || BAIT.test(readable);
  });
}
