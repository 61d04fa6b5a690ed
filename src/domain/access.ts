/** Who may do something, from the widest circle to the narrowest; each holds the next. */
export const accessLevels = ["everyone", "moderator", "admin"] as const;
export type Access = (typeof accessLevels)[number];

export function hasAccess(held: Access, needed: Access): boolean {
  return accessLevels.indexOf(held) >= accessLevels.indexOf(needed);
}
