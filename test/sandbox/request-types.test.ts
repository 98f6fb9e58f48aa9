import { describe, expect, test } from "vitest";
import { z } from "zod";
import { requestBody } from "../../src/sandbox/validators/published.ts";

const submit = requestBody<"pulls/submit-review">();
const event = z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]);

describe("a validator that differs from the published request does not compile", () => {
  test("the same keys and values are accepted", () => {
    const schema = submit(z.strictObject({ body: z.string().optional(), event }));
    expect(schema.parse({ event: "COMMENT" })).toEqual({ event: "COMMENT" });
  });

  test("other keys and values are refused by the compiler", () => {
    const declared = [
      // @ts-expect-error the key is called `body`
      submit(z.strictObject({ bodi: z.string().optional(), event })),
      // @ts-expect-error there is no such event
      submit(z.strictObject({ body: z.string().optional(), event: z.enum(["LIKE"]) })),
      // @ts-expect-error a published key is missing
      submit(z.strictObject({ event })),
    ];
    expect(declared).toHaveLength(3);
  });
});
