import { cloudSamples } from "./cloud.ts";
import { computeSamples } from "./compute.ts";
import { databaseSamples } from "./databases.ts";
import { httpSamples } from "./http.ts";
import { messageSamples } from "./messages.ts";
import { modelSamples } from "./models.ts";
import type { Sample } from "./sample.ts";
import { serviceSamples } from "./services.ts";
import { storeSamples } from "./stores.ts";
import { waitingSamples } from "./waiting.ts";

/** Every sample whose row asks. */
export const samples: readonly Sample[] = [
  ...httpSamples,
  ...waitingSamples,
  ...computeSamples,
  ...databaseSamples,
  ...storeSamples,
  ...cloudSamples,
  ...modelSamples,
  ...messageSamples,
  ...serviceSamples,
];
