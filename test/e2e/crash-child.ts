/** Talkback as `npm start` runs it, with a bug in it that strikes as soon as everything runs. */
const kind = process.argv[2];
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text: string) => {
  setImmediate(() => {
    if (kind === "rejection") void Promise.reject(new Error("nobody listens to this promise"));
    else throw new Error("nobody catches this");
  });
  return write(text);
};
await import("#src/main.ts");
