/** Computes an answer when it is first asked for, and keeps it. */
export function once<T>(compute: () => T): () => T {
  let known: { value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** An object whose properties are computed when they are first read, and kept. */
export function lazily<T extends object>(parts: { readonly [K in keyof T]: () => T[K] }): T {
  const made: Partial<T> = {};
  for (const name of Object.keys(parts) as (keyof T)[])
    Object.defineProperty(made, name, { get: once(parts[name]), enumerable: true });
  return made as T;
}
