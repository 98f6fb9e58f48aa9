import type { OpenCors } from "../../analysis/infrastructure/infrastructure.ts";
import type { Project } from "../../analysis/project.ts";
import type { Sighting } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";

/** Files for development, where any origin is a convenience. */
const DEVELOPMENT = /(?:^|[/_.-])(?:dev\w*|local\w*|test\w*|debug|demo|staging|examples?|samples?)(?:[/_.-]|$)/i;

/** Questions about proxies in front of the application that answer every origin with that origin, and allow credentials. */
export function* proxySightings({ infrastructure, applications }: Project): Generator<Sighting> {
  if (applications.length === 0) return;
  for (const open of infrastructure.openCors) if (!DEVELOPMENT.test(open.place.path)) yield sightingOf(open);
}

function sightingOf({ by, place, credentials }: OpenCors): Sighting {
  return {
    kind: "sighting",
    cause: { key: `any-origin:proxy:${by}`, path: place.path, symbol: by },
    variants: [
      {
        key: by,
        label: by,
        severity: "high",
        confidence: "probable",
        symbol: by,
        question: fit(
          `${beginning(by)} and allows credentials (\`${code(`${place.path.slice(-40)}:${credentials.line}`)}\`), and I saw no comparison with origins that are known. Any site could then read what the API behind it answers to a visitor's cookies. Is every origin intended, or is it compared somewhere I can't see?`,
        ),
        chain: [
          { ...place, note: "the caller's origin comes back" },
          { ...credentials, note: "credentials are allowed" },
        ],
      },
    ],
  };
}

function beginning(by: OpenCors["by"]): string {
  switch (by) {
    case "nginx":
      return "nginx sends the caller's own origin back in `Access-Control-Allow-Origin`";
    case "Kong":
      return "Kong's `cors` plugin admits every origin here, sends the caller's own back in `Access-Control-Allow-Origin`";
    case "Traefik":
    case "Istio":
    case "Envoy":
      return `${by} matches every origin here, sends the caller's own back in \`Access-Control-Allow-Origin\``;
  }
}
