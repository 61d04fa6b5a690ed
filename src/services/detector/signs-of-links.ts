import type { DetectorSettings } from "../../domain/detector-settings.ts";
import type { LinkOddity } from "../../domain/detector-verdict.ts";
import type { CommentContext } from "./context.ts";
import type { Link } from "./links.ts";
import { normaliseText } from "./normalise.ts";
import { passageOf, type Sign } from "./sign.ts";
import type { ReadText } from "./text-features.ts";

const ODDITY_WEIGHTS: Readonly<Record<LinkOddity, number>> = {
  disguised: 4,
  imitated: 4,
  userinfo: 3,
  mismatched: 3,
  ip: 1.2,
  spelledOut: 1.5,
  invite: 1.5,
  shortener: 1,
  punycode: 1,
  masked: 0.2,
};
const LINK_WEIGHT = 0.3;
const MOST_OF_LINKS = 1;
const OWN_SITE_WEIGHT = 0.6;
const FIRST_LINK_WEIGHT = 0.7;

/** Discord's own addresses lead nowhere else, but for invites. */
const DISCORD_HOSTS = ["discord.com", "discordapp.com", "discordapp.net", "discord.media", "discordstatus.com"];

/** The web links that are worth a word: not those to the article's site, to hosts the server allows, or within Discord. */
export function linksToNote(
  read: ReadText,
  context: Pick<CommentContext, "articleUrl">,
  settings: DetectorSettings,
): Link[] {
  const articleHost = hostOf(context.articleUrl);
  const allowed = [...settings.allowedHosts, ...DISCORD_HOSTS, ...(articleHost === null ? [] : [articleHost])];
  return read.links.filter(
    ({ kind, host, oddities }) =>
      kind === "web" &&
      (oddities.some((oddity) => oddity !== "masked") ||
        !allowed.some((own) => host === own || host.endsWith(`.${own}`))),
  );
}

function hostOf(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^www\./, "");
}

export function signsOfLinks(read: ReadText, links: readonly Link[], context: CommentContext): Sign[] {
  const [first] = links;
  if (!first) return [];
  const domains = new Set(links.map(({ domain }) => domain)).size;
  const authorName = context.author?.name ?? context.authorName ?? "";
  const own = links.find((link) => isOwnSite(link, authorName));
  const noted = own ?? first;
  const { host } = noted;
  const passage = passageOf(read, noted.start, noted.end);
  const signs: Sign[] = [
    own
      ? { reason: { code: "ownSite", values: { host }, passage }, weight: OWN_SITE_WEIGHT, group: "links" }
      : {
          reason: { code: "link", values: { host }, passage },
          weight: Math.min(MOST_OF_LINKS, LINK_WEIGHT * domains),
          group: "links",
        },
    ...signsOfOddities(read, links),
  ];
  if (context.author && context.author.linkCount === 0)
    signs.push({
      reason: { code: "firstLink", values: { host }, passage },
      weight: FIRST_LINK_WEIGHT,
      group: "author",
    });
  return signs;
}

/** Each oddity once, at the first link that has it. */
function signsOfOddities(read: ReadText, links: readonly Link[]): Sign[] {
  const found = new Map<LinkOddity, Link>();
  for (const link of links) for (const oddity of link.oddities) if (!found.has(oddity)) found.set(oddity, link);
  return [...found].map(([oddity, { host, start, end }]) => ({
    reason: { code: "oddLink", values: { host, oddity }, passage: passageOf(read, start, end) },
    weight: ODDITY_WEIGHTS[oddity],
    group: "links",
  }));
}

const SHORTEST_NAME = 4;
const MOST_VOWELS_OF_INITIALS = 0.2;

/** Whether a site seems to be the author's: it bears their name, or their name is the initials of its. */
function isOwnSite({ domain }: Link, authorName: string): boolean {
  const name = normaliseText(authorName).text.replace(/[^\p{L}\p{N}]/gu, "");
  const site = (domain.split(".")[0] ?? "").replaceAll("-", "");
  if (name.length < SHORTEST_NAME || site.length < SHORTEST_NAME) return false;
  if (site.includes(name) || name.includes(site)) return true;
  const vowels = name.replace(/[^aeiou]/g, "").length;
  if (vowels > name.length * MOST_VOWELS_OF_INITIALS || site.length < name.length * 2 || site[0] !== name[0])
    return false;
  let at = 0;
  for (const letter of site) if (letter === name[at]) at++;
  return at === name.length;
}
