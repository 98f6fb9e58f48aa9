import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShopPullRequest, type Opened } from "../../src/demo/open-pull-request.ts";
import { type Demo, startDemo } from "../../src/demo/start-demo.ts";
import { launchBrowser, noBrowser, openPage } from "./browser.ts";

const TABS = ["", "/files", "/checks", "/deliveries"];

describe.skipIf(noBrowser !== undefined)(
  `the pages in a browser${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let demo: Demo;
    let opened: Opened;
    let url: string;

    beforeAll(async () => {
      demo = await startDemo(0);
      opened = await openShopPullRequest(demo.sandbox);
      url = `${demo.sandbox.url}/acme/shop/pull/1`;
      await concludedRuns(1);
      browser = await launchBrowser();
    });

    afterAll(async () => {
      await browser.close();
      await demo.close();
    });

    async function concludedRuns(count: number): Promise<void> {
      const { checkRuns } = opened.repository;
      await demo.sandbox.waitFor(() => checkRuns.filter((run) => run.status === "completed").length >= count, 60_000);
    }

    test("a question stands right below its line", async () => {
      const { page, complaints } = await openPage(browser, 1280);
      await page.goto(`${url}/files`);
      const row = page.locator("tr.added", { hasText: "verdict = requests.post(" });
      const thread = row.locator("xpath=following-sibling::tr[contains(@class,'threads')][1]");
      const [line, question] = [await row.boundingBox(), await thread.boundingBox()];
      expect(await thread.innerText()).toContain("requests.post");
      expect(question!.y).toBeGreaterThan(line!.y);
      expect(question!.y - line!.y).toBeLessThan(6 * line!.height);
      expect(complaints).toEqual([]);
      await page.close();
    });

    test("nothing is wider than the window, and no console complains", async () => {
      for (const width of [1280, 400]) {
        const { page, complaints } = await openPage(browser, width);
        const blob = `${demo.sandbox.url}/acme/shop/blob/${opened.pull.headSha}/app/routers/checkout.py#L30`;
        for (const address of [demo.sandbox.url, blob, ...TABS.map((tab) => url + tab)]) {
          await page.goto(address);
          await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
          const excess = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
          expect({ address, width, excess }).toEqual({ address, width, excess: 0 });
        }
        expect(complaints).toEqual([]);
        await page.close();
      }
    });

    test("the evidence of a question leads to its line", async () => {
      const { page } = await openPage(browser, 1280);
      await page.goto(`${url}/files`);
      const thread = page.locator("section.thread").first();
      await thread.locator("summary").first().click();
      await thread.locator('.markdown a[href*="/blob/"]').first().click();
      expect(await page.locator("tr:target td.code").innerText()).not.toBe("");
      await page.close();
    });

    test("the prefilled comment asks for a review, and the page shows its acknowledgement by itself", async () => {
      const { page, complaints } = await openPage(browser, 1280);
      const threads = opened.pull.threads.length;
      await page.goto(url);
      await page.getByRole("button", { name: "Comment" }).click();
      await page.locator(".timeline > .comment").last().getByText("🚀").waitFor();
      expect(await page.locator(".timeline > .comment").last().innerText()).toContain("/maestro recheck");
      // Nothing has changed, so the check says already what there is to say.
      expect(opened.repository.checkRuns).toHaveLength(1);
      expect(opened.pull.threads).toHaveLength(threads);
      expect(complaints).toEqual([]);
      await page.close();
    });

    test("a thread can be resolved, and a check asked for again, with the keyboard and without a mouse", async () => {
      const { page } = await openPage(browser, 400);
      const runs = opened.repository.checkRuns.filter((run) => run.status === "completed").length;
      await page.goto(`${url}/files`);
      await page.getByRole("button", { name: "Resolve" }).first().press("Enter");
      await page.getByText("Resolved").first().waitFor();
      expect(opened.pull.threads.filter((thread) => thread.resolvedBy === "ada")).toHaveLength(1);
      await page.goto(`${url}/checks`);
      await page.getByRole("button", { name: "Re-run" }).first().press("Enter");
      await concludedRuns(runs + 1);
      await page.close();
    });
  },
);
