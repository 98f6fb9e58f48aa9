import { expect, test } from "vitest";
import { openShopPullRequest } from "../../src/demo/open-pull-request.ts";
import { startDemo } from "../../src/demo/start-demo.ts";

test.each([
  ["as soon as a review has ended", true],
  ["in the middle of a review", false],
])("the demo that ends %s leaves no delivery that the App refused", async (_when, isDone) => {
  const demo = await startDemo(0);
  const { repository } = await openShopPullRequest(demo.sandbox);
  await demo.sandbox.waitFor(
    () => repository.checkRuns.some(({ status }) => !isDone || status === "completed"),
    60_000,
  );
  await demo.close();
  const answers = demo.sandbox.deliveries().map(({ event, status }) => `${event} ${status}`);
  expect(answers).not.toEqual([]);
  expect(answers.filter((each) => !each.endsWith(" OK"))).toEqual([]);
});
