import type { CatalogueRow } from "./row.ts";
import { aiRows } from "./rows/ai.ts";
import { awsRows } from "./rows/aws.ts";
import { azureRows } from "./rows/azure.ts";
import { cacheRows } from "./rows/cache.ts";
import { chainRows } from "./rows/chains.ts";
import { collaborationRows } from "./rows/collaboration.ts";
import { computeRows, hashingRows } from "./rows/cpu.ts";
import { dbApiRows } from "./rows/db-api.ts";
import { debugRows } from "./rows/debug.ts";
import { documentRows } from "./rows/documents.ts";
import { dockerRows } from "./rows/docker.ts";
import { fileRows } from "./rows/file.ts";
import { gcpRows } from "./rows/gcp.ts";
import { hiddenHttpRows } from "./rows/http-hidden.ts";
import { httpRows } from "./rows/http.ts";
import { mailRows } from "./rows/mail.ts";
import { messagingRows } from "./rows/messaging.ts";
import { networkRows } from "./rows/network.ts";
import { nosqlRows } from "./rows/nosql.ts";
import { ormRows } from "./rows/orm.ts";
import { paymentRows } from "./rows/payments.ts";
import { processRows } from "./rows/process.ts";
import { queueRows } from "./rows/queues.ts";
import { quietRows } from "./rows/quiet.ts";
import { remoteRows } from "./rows/remote.ts";
import { sdkRows } from "./rows/sdk.ts";
import { searchRows } from "./rows/search.ts";
import { speechRows } from "./rows/speech.ts";
import { sqlalchemyRows } from "./rows/sqlalchemy.ts";
import { vectorRows } from "./rows/vector.ts";
import { waitingRows } from "./rows/waiting.ts";

/** Every row, by category; ids are unique, and no name is claimed twice in the same field. */
export const catalogue: readonly CatalogueRow[] = [
  ...httpRows,
  ...hiddenHttpRows,
  ...waitingRows,
  ...processRows,
  ...fileRows,
  ...hashingRows,
  ...computeRows,
  ...documentRows,
  ...sqlalchemyRows,
  ...dbApiRows,
  ...ormRows,
  ...nosqlRows,
  ...cacheRows,
  ...searchRows,
  ...vectorRows,
  ...awsRows,
  ...gcpRows,
  ...azureRows,
  ...aiRows,
  ...speechRows,
  ...chainRows,
  ...mailRows,
  ...messagingRows,
  ...paymentRows,
  ...queueRows,
  ...networkRows,
  ...remoteRows,
  ...sdkRows,
  ...dockerRows,
  ...collaborationRows,
  ...debugRows,
  ...quietRows,
];
