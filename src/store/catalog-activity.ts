import type { Statements } from "./statements.ts";

/** Every zone's hours begin with one of UTC's quarters of an hour, so those can be put together to the hours of any. */
export const QUARTER_MS = 900_000;
/** The quarter of comments whose time is not known: before all others. */
export const UNDATED = -(2n ** 53n);

/** The quarter of an hour of a comment, and who wrote it: a Discord user, or the name that came with an import. */
const QUARTER = `coalesce((created - ((created % ${QUARTER_MS}) + ${QUARTER_MS}) % ${QUARTER_MS}) / ${QUARTER_MS}, ${UNDATED})`;
export const WHO = "coalesce(author, name)";

type Known = {
  place: bigint | null;
  author: bigint | null;
  parent: bigint | null;
  created: bigint | null;
  state: string;
  name: string;
};

/** Counts what is visible, place by place, so that a server's figures cost the same however much was written. */
export type CatalogActivity = {
  add(row: Known, by: 1 | -1): void;
  /** After the batch's comments are written. */
  write(): void;
};

const ADD_ACTIVITY =
  "INSERT INTO activity VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET comments = comments + excluded.comments, replies = replies + excluded.replies";
const ADD_PARTICIPANT =
  "INSERT INTO participant VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET comments = comments + excluded.comments";

/** @param isFilling whether a new catalog is being filled: `levelActivity` counts it whole, at a tenth of the cost */
export function createActivity({ run }: Statements, { isFilling }: { isFilling: boolean }): CatalogActivity {
  const quarters = new Map<string, { place: bigint; quarter: bigint; comments: number; replies: number }>();
  const people = new Map<string, { place: bigint; who: bigint | string; comments: number }>();

  return {
    add({ place, author, parent, created, state, name }, by) {
      if (isFilling || place === null || state !== "visible") return;
      const quarter = created === null ? UNDATED : quarterOf(created);
      const known = quarters.get(`${place} ${quarter}`) ?? { place, quarter, comments: 0, replies: 0 };
      quarters.set(`${place} ${quarter}`, known);
      known.comments += by;
      if (parent !== null) known.replies += by;
      const who = author ?? name;
      const person = people.get(`${place} ${typeof who} ${who}`) ?? { place, who, comments: 0 };
      people.set(`${place} ${typeof who} ${who}`, person);
      person.comments += by;
    },
    write() {
      for (const { place, quarter, comments, replies } of quarters.values()) {
        if (comments !== 0 || replies !== 0) run(ADD_ACTIVITY, place, quarter, comments, replies);
        if (comments < 0) run("DELETE FROM activity WHERE place = ? AND quarter = ? AND comments = 0", place, quarter);
      }
      for (const { place, who, comments } of people.values()) {
        if (comments !== 0) run(ADD_PARTICIPANT, place, who, comments);
        // Whoever took back all they said is not remembered here.
        if (comments < 0) run("DELETE FROM participant WHERE place = ? AND who = ? AND comments = 0", place, who);
      }
      quarters.clear();
      people.clear();
    },
  };
}

function quarterOf(created: bigint): bigint {
  const size = BigInt(QUARTER_MS);
  return (created - (((created % size) + size) % size)) / size;
}

/** An article's comments are counted at another place from now on. Before their rows say so, too. */
export function moveActivity({ run }: Statements, article: bigint, from: bigint, to: bigint): void {
  const visible = "FROM comment INDEXED BY comment_article WHERE article = ? AND state = 'visible'";
  for (const [place, by] of [[from, -1n] as const, [to, 1n] as const]) {
    run(
      `INSERT INTO activity SELECT ?, ${QUARTER}, ? * count(*), ? * count(parent) ${visible} GROUP BY 2
       ON CONFLICT DO UPDATE SET comments = comments + excluded.comments, replies = replies + excluded.replies`,
      place,
      by,
      by,
      article,
    );
    run(
      `INSERT INTO participant SELECT ?, ${WHO}, ? * count(*) ${visible} GROUP BY 2
       ON CONFLICT DO UPDATE SET comments = comments + excluded.comments`,
      place,
      by,
      article,
    );
  }
  for (const table of ["activity", "participant"]) run(`DELETE FROM ${table} WHERE place = ? AND comments = 0`, from);
}

/** Counts a catalog that was filled with `isFilling`, once its comments are where they belong. */
export function levelActivity({ run }: Statements): void {
  const visible = "FROM comment WHERE state = 'visible'";
  run(`INSERT INTO activity SELECT place, ${QUARTER}, count(*), count(parent) ${visible} GROUP BY 1, 2`);
  run(`INSERT INTO participant SELECT place, ${WHO}, count(*) ${visible} GROUP BY 1, 2`);
}
