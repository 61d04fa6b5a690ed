// The package's own types are a TypeScript source file, which `skipLibCheck` does not skip.
/** The paths that Discord has, by method. */
export const pathsList: Readonly<Record<string, readonly string[]>>;
