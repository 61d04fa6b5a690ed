import { describe, expect, it } from "vitest";
import { caseActions, undoingOf } from "#src/domain/case.ts";
import { reporterWeight } from "#src/domain/report.ts";

describe("the weight of a reporter", () => {
  it("is whole for who is new or was always right, and falls with every report that was wrong", () => {
    expect(reporterWeight({ upheld: 0, dismissed: 0 })).toBe(1);
    expect(reporterWeight({ upheld: 50, dismissed: 0 })).toBe(1);
    const weights = [0, 1, 3, 9, 97].map((dismissed) => reporterWeight({ upheld: 0, dismissed }));
    expect(weights).toEqual([1, 0.75, 0.5, 0.25, 0.03]);
    expect(reporterWeight({ upheld: 6, dismissed: 3 })).toBe(0.75);
  });
});

describe("undoing", () => {
  it("goes both ways between what hides a comment and what shows it, and not beyond what is known", () => {
    for (const action of caseActions) {
      const undoing = undoingOf(action);
      const isBothWays = ["remove", "restore", "hold", "approve", "dismiss", "reopen"].includes(action);
      if (isBothWays) expect(undoing && undoingOf(undoing)).toBe(action);
    }
    expect(caseActions.filter((action) => undoingOf(action) === null)).toEqual([
      "untimeout",
      "kick",
      "unban",
      "retract",
      "unpurge",
    ]);
  });
});
