import { createHash } from "node:crypto";

/** What makes messages with the same key one message. */
type Address = { guildId: string; key: string };

const hashOf = ({ guildId, key }: Address): Buffer => createHash("sha256").update(`${guildId} ${key}`).digest();

/** Within minutes Discord makes one message of however many attempts have it. */
export const nonceOf = (address: Address): string => hashOf(address).toString("base64url").slice(0, 25);

/** A component's id by which a message is found again: nothing that Discord numbers by itself is so large. */
export const markOf = (address: Address): number => 1_000_000_000 + (hashOf(address).readUInt32BE() % 1_000_000_000);
