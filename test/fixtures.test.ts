import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createAnalyser } from "../src/analyser.ts";
import type { Analyser } from "../src/engine/analyser.ts";
import { chooseBackend } from "../src/python/choose-backend.ts";
import { withoutAbsences } from "./support/absences.ts";
import { analyseFiles } from "./support/analyse-files.ts";
import { backendsHere } from "./support/backends.ts";
import { disagreements, type Expectation } from "./support/expectations.ts";
import { allFixtures, expectationsOf, type Fixture } from "./support/fixtures.ts";

const fixtures = allFixtures().map((fixture) => ({
  ...fixture,
  title: `${fixture.rule}/${fixture.check}: ${fixture.name}`,
}));

describe.each(backendsHere())("with the %s parser", (backend) => {
  let analyser: Analyser;
  let markersOf: (fixture: Fixture) => Expectation[];

  beforeAll(async () => {
    analyser = await createAnalyser({ backend });
    const chosen = await chooseBackend(backend);
    markersOf = (fixture) => expectationsOf(fixture, chosen.backend);
  });

  afterAll(async () => {
    await analyser.close();
  });

  it.each(fixtures)("$title", async (fixture) => {
    const analysis = await analyseFiles(analyser, fixture.files);

    expect(analysis.failures).toEqual([]);
    expect(
      disagreements(markersOf(fixture), withoutAbsences(analysis.findings, `${fixture.rule}/${fixture.check}`)),
    ).toEqual([]);
  });
});
