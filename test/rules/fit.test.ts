import { describe, expect, it } from "vitest";

import { fit } from "../../src/rules/fit.ts";
import { allFixtures } from "../support/fixtures.ts";
import { useReviewer } from "../support/reviewer.ts";

describe("fit", () => {
  it("leaves a short question alone", () => {
    expect(fit("Does `load` wait?")).toBe("Does `load` wait?");
  });

  it("cuts names at their end and places at their beginning", () => {
    const question = `\`${"n".repeat(300)}\` in \`${"folder/".repeat(40)}file.py:12\`, is it meant?`;

    expect(fit(question)).toBe(
      `\`${"n".repeat(59)}…\` in \`…${"folder/".repeat(40).slice(-49)}file.py:12\`, is it meant?`,
    );
  });
});

/** Functions of the fixtures whose names are made longer than any sensible one. */
const NAMES =
  /\b(?:get_db|get_cart|with_next|with_loop|with_user|with_cart|local|sync_user|touch_user|with_session|store_upload|with_upload|quick|slow|make_engine|opens|built|get_order_service|OrderService|send_email|create_user|recover_password|send_receipt|order|notify|change|write_log|both|note_failure|login|send_welcome|dropped)\b(?=[\](,):]| *=|\.)/g;

describe("questions about code with long names", () => {
  const reviewer = useReviewer();
  const fixtures = allFixtures().filter(({ rule }) => rule === "API002" || rule === "API003");

  it("stay short", async () => {
    const long: string[] = [];
    let asked = 0;
    for (const { files } of fixtures) {
      const renamed = Object.entries(files).map(([path, text]) => [
        path,
        path.endsWith(".py") ? text.replaceAll(NAMES, (name) => `${name}${"_and_so_on".repeat(7)}`) : text,
      ]);
      const { findings } = await reviewer.whole(Object.fromEntries(renamed) as Record<string, string>);
      asked += findings.length;
      long.push(...findings.map(({ question }) => question).filter((question) => question.length > 400));
    }

    expect(asked).toBeGreaterThan(30);
    expect(long).toEqual([]);
  });
});
