/** Short addresses that hide where they lead. */
export const SHORTENERS: ReadonlySet<string> = new Set(
  (
    "bit.ly tinyurl.com goo.gl t.co ow.ly is.gd v.gd buff.ly adf.ly bl.ink rb.gy cutt.ly shorturl.at rebrand.ly tiny.cc " +
    "lnkd.in shorte.st bc.vc ouo.io clck.ru urlz.fr s.id t.ly shorturl.com soo.gd x.co tr.im u.to vk.cc qps.ru dlvr.it " +
    "j.mp bit.do mcaf.ee su.pr trib.al tny.im snip.ly urlzs.com n9.cl short.gy shrtco.de 2no.co grabify.link iplogger.org " +
    "linktr.ee kutt.it han.gl me2.do t2m.io zpr.io rotf.lol surl.li da.gd gg.gg cli.re exe.io fc.lc za.gl linkvertise.com"
  ).split(" "),
);

/** Where a link invites into another chat. The part after the host must follow where one is given. */
export const INVITES: readonly RegExp[] = [
  /^(?:discord\.gg|discord\.me|discord\.io|dsc\.gg|invite\.gg|disboard\.org\/server)\//,
  /^discord(?:app)?\.com\/invite\//,
  /^(?:t|telegram)\.(?:me|dog)\//,
  /^chat\.whatsapp\.com\//,
  /^wa\.me\//,
  /^signal\.group\//,
  /^join\.skype\.com\//,
];

/** Domains that are imitated, each with the names that stand in a false one. */
export const IMITATED: readonly (readonly [name: string, domains: readonly string[]])[] = [
  ["discord", ["discord.com", "discord.gg", "discordapp.com", "discord.media", "discordapp.net", "discord.js.org"]],
  ["steamcommunity", ["steamcommunity.com"]],
  ["steampowered", ["steampowered.com"]],
  ["paypal", ["paypal.com", "paypal.me"]],
  ["microsoft", ["microsoft.com"]],
  ["facebook", ["facebook.com"]],
  ["instagram", ["instagram.com"]],
  ["whatsapp", ["whatsapp.com", "whatsapp.net"]],
  ["telegram", ["telegram.org", "telegram.me", "telegram.dog"]],
  ["google", ["google.com", "googleapis.com", "googleusercontent.com", "googleblog.com", "googlesource.com"]],
  ["youtube", ["youtube.com", "youtube-nocookie.com"]],
  ["netflix", ["netflix.com"]],
  ["binance", ["binance.com", "binance.us"]],
  ["coinbase", ["coinbase.com"]],
  ["metamask", ["metamask.io"]],
  ["opensea", ["opensea.io"]],
  ["roblox", ["roblox.com"]],
  ["epicgames", ["epicgames.com"]],
  ["twitch", ["twitch.tv"]],
  ["github", ["github.com", "github.io", "githubusercontent.com", "github.dev"]],
];

/** Ends of file names that are country codes too: `main.rs` without a scheme is a file, not an address. */
export const FILE_ENDS: ReadonlySet<string> = new Set(
  "as bz cc cs do gz hs in is js la lt md ml mk mm ms name pl pm ps py rb rs sc sh so st sv tf ts vi vm zip mov app info".split(
    " ",
  ),
);

/** Top-level domains that "dot" is spelled out before. */
export const SPELLED_ENDS =
  "com|net|org|info|biz|ru|xyz|top|club|online|site|shop|store|live|gg|io|me|co|tk|link|click|pro|app";
