import { describe, expect, it } from "vitest";
import { routeTemplate } from "#src/watch/route-template.ts";

const API = "https://discord.com/api/v10";
const ID = "1234567890123456789";
const SECRET = "aW50ZXJhY3Rpb24_-x";

describe("the route of a request", () => {
  it.for([
    ["/gateway/bot", "/gateway/bot"],
    [`/channels/${ID}/messages?after=${ID}&limit=100`, "/channels/:id/messages"],
    [`/channels/${ID}/messages/${ID}/reactions/%F0%9F%91%8D/@me`, "/channels/:id/messages/:id/reactions/:emoji/@me"],
    [`/channels/${ID}/messages/${ID}/reactions/party:${ID}`, "/channels/:id/messages/:id/reactions/:emoji"],
    [`/webhooks/${ID}/${SECRET}?wait=true`, "/webhooks/:id/:token"],
    [`/webhooks/${ID}/${SECRET}/messages/%40original`, "/webhooks/:id/:token/messages/@original"],
    [`/webhooks/${ID}/${ID}`, "/webhooks/:id/:token"],
    [`/interactions/${ID}/${SECRET}/callback`, "/interactions/:id/:token/callback"],
    [`/guilds/${ID}/threads/active`, "/guilds/:id/threads/active"],
  ])("of %s is %s", ([path = "", template]) => {
    expect(routeTemplate(API + path)).toBe(template);
  });

  it("lets nothing through that is not a word of Discord's", () => {
    expect(routeTemplate(`${API}/channels/my-secret/${SECRET}`)).toBe("/channels/:other/:other");
    expect(routeTemplate(SECRET)).toBe("");
  });
});
