import { notAccessible } from "../api-error.ts";
import type { Context } from "./operation.ts";

/** Throws the API's 403 unless an installation of the App is asking. */
export function actsAsApp(context: Context<unknown>): void {
  if (context.credentials.kind !== "installation") throw notAccessible();
}
