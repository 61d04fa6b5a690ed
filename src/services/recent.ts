/** The last `limit` things that were noted, by key; the oldest is forgotten first. */
export type Recent<Value> = {
  get(key: string): Value | undefined;
  note(key: string, value: Value): void;
};

export function createRecent<Value>(limit: number): Recent<Value> {
  const values = new Map<string, Value>();
  return {
    get: (key) => values.get(key),
    note(key, value) {
      values.delete(key);
      values.set(key, value);
      if (values.size <= limit) return;
      for (const oldest of values.keys()) {
        values.delete(oldest);
        return;
      }
    },
  };
}
