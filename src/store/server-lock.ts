import type { Logger } from "pino";
import { StartupError } from "../errors.ts";
import type { Adapter } from "./adapters.ts";
import { describeOwner, type Lock } from "./lock.ts";

type Log = Pick<Logger, "error"> | undefined;

/** Any number will do, as long as it never changes. */
const ADVISORY_LOCK = 725_481_209;
const LEASE_MS = 30_000;
const LEASE_KEY = "talkback-owner";
/** In one step each: whoever lost the lease must neither renew nor free another's. */
const RENEW = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("pexpire", KEYS[1], ARGV[2]) else return 0 end`;
const FREE = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("del", KEYS[1]) else return 0 end`;

/**
 * PostgreSQL: an advisory lock on a connection of its own, which the server frees when the connection ends, also after a kill.
 * Throws StartupError.
 */
export async function lockPostgres(url: string, log: Log): Promise<Lock> {
  const { Client } = await import("pg");
  const client = new Client({ connectionString: url, keepAlive: true, application_name: "talkback lock" });
  let isHeld = false;
  let isReleased = false;
  const lose = (error?: Error): void => {
    if (isHeld && !isReleased) log?.error({ err: error }, "the connection that locks the store is gone");
    isHeld = false;
  };
  client.on("error", lose);
  client.on("end", () => lose());
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [ADVISORY_LOCK]);
  if (rows[0]?.taken !== true) {
    await client.end();
    throw inUse("Stop that one first, or choose another database with STORE_URL.");
  }
  isHeld = true;
  return {
    isHeld: () => isHeld,
    async release() {
      isReleased = true;
      if (isHeld) await client.end();
    },
  };
}

/** Redis: a lease, renewed while we live; after a kill it runs out. Throws StartupError. */
export async function leaseRedis(adapter: Adapter, log: Log): Promise<Lock> {
  if (!("getClient" in adapter)) throw new TypeError("only a Redis store is locked by a lease");
  const owner = describeOwner();
  const client = await adapter.getClient();
  if ((await client.set(LEASE_KEY, owner, { condition: "NX", expiration: { type: "PX", value: LEASE_MS } })) === null) {
    throw inUse(
      `Stop that one first, or choose another database with STORE_URL. If it crashed, wait ${LEASE_MS / 1_000} s.`,
    );
  }
  let heldUntil = performance.now() + LEASE_MS;
  async function renew(): Promise<void> {
    const from = performance.now();
    try {
      const answer = await client.eval(RENEW, { keys: [LEASE_KEY], arguments: [owner, String(LEASE_MS)] });
      if (answer === 1) heldUntil = from + LEASE_MS;
      else heldUntil = 0;
    } catch (error) {
      log?.error({ err: error }, "the lock on the store could not be renewed");
    }
  }
  const timer = setInterval(() => void renew(), LEASE_MS / 6).unref();
  return {
    isHeld: () => performance.now() < heldUntil,
    async release() {
      clearInterval(timer);
      if (client.isOpen) await client.eval(FREE, { keys: [LEASE_KEY], arguments: [owner] });
    },
  };
}

function inUse(advice: string): StartupError {
  return new StartupError(`The store is in use by another Talkback. ${advice}`);
}
