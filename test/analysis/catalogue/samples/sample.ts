/** Python that makes one row of the catalogue speak, and the awaited form that must not. */
export interface Sample {
  /** The row's id. */
  readonly row: string;
  /** Lines at the top of the module: imports, clients. */
  readonly setup: string;
  /** The statement inside the handler. */
  readonly blocking: string;
  /** The asynchronous twin, where the library has one. */
  readonly twin: { readonly setup: string; readonly body: string } | undefined;
}

/** A sample; lines are separated by `\n`. */
export function sample(row: string, setup: string, blocking: string, twinSetup?: string, twinBody?: string): Sample {
  const twin = twinSetup === undefined || twinBody === undefined ? undefined : { setup: twinSetup, body: twinBody };
  return { row, setup, blocking, twin };
}
