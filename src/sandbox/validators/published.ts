/** Holds the sandbox's own request validators to the published request types, at compile time. */

import type { operations } from "@octokit/openapi-types";
import type { z } from "zod";

/** The JSON body that an operation takes. */
export type BodyOf<O> = "requestBody" extends keyof O
  ? NonNullable<O["requestBody"]> extends { content: { "application/json": infer Body } }
    ? Named<NonNullable<Body>>
    : never
  : never;

/** Some descriptions also allow any other key ("additional properties"); that is no licence for typing errors. */
type Named<T> = T extends unknown ? { [K in keyof T as string extends K ? never : K]: T[K] } : never;

/** Every key at every depth, written with dots. */
type Keys<T, Prefix extends string = ""> = T extends readonly (infer Item)[]
  ? Keys<Item, Prefix>
  : T extends object
    ? { [K in keyof T & string]-?: `${Prefix}${K}` | Keys<NonNullable<T[K]>, `${Prefix}${K}.`> }[keyof T & string]
    : never;

/** The published type with `undefined` allowed wherever a property may be absent. */
type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Loose<T[K]> | (object extends Pick<T, K> ? undefined : never) }
    : T;

/** Keys that only one side knows: a typing error here, or a change there. */
type Drift<Ours, Theirs> = Exclude<Keys<Ours>, Keys<Theirs>> | Exclude<Keys<Theirs>, Keys<Ours>>;

/** `unknown` when both agree, else a type that names the difference. */
export type Agreement<Ours, Theirs> = [Drift<Ours, Theirs>] extends [never]
  ? Ours extends Loose<Theirs>
    ? unknown
    : { readonly valuesDiffer: Theirs }
  : { readonly keysDiffer: Drift<Ours, Theirs> };

/** Declares the validator of an operation's body. It does not compile unless keys and values agree with the published type. */
export function requestBody<Name extends keyof operations>() {
  return <S extends z.ZodType>(schema: S & Agreement<z.output<S>, BodyOf<operations[Name]>>): S => schema;
}
