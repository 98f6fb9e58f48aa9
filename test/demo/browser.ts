import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PATH = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Why there is no browser, or `undefined`. */
export const noBrowser = existsSync(PATH) ? undefined : `no browser at ${PATH}; name one with CHROMIUM_PATH`;

/** A headless browser that talks to nobody but the pages. */
export async function launchBrowser(): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "sync", "gpu", "quic"].map((name) => `--disable-${name}`);
  return await chromium.launch({
    executablePath: PATH,
    args: ["--headless", "--no-sandbox", "--no-first-run", ...quiet],
  });
}

/** A page of the given width, and everything that its console complained about. */
export async function openPage(browser: Browser, width: number): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => {
    // Leaving a page or loading it again cuts off what it was still asking for: its version, its icon.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(`${request.url()} failed`);
  });
  return { page, complaints };
}
