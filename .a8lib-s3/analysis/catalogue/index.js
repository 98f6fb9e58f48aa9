import { aiRows } from "./rows/ai.js";
import { awsRows } from "./rows/aws.js";
import { azureRows } from "./rows/azure.js";
import { cacheRows } from "./rows/cache.js";
import { chainRows } from "./rows/chains.js";
import { collaborationRows } from "./rows/collaboration.js";
import { computeRows, hashingRows } from "./rows/cpu.js";
import { dbApiRows } from "./rows/db-api.js";
import { debugRows } from "./rows/debug.js";
import { documentRows } from "./rows/documents.js";
import { dockerRows } from "./rows/docker.js";
import { fileRows } from "./rows/file.js";
import { gcpRows } from "./rows/gcp.js";
import { hiddenHttpRows } from "./rows/http-hidden.js";
import { httpRows } from "./rows/http.js";
import { mailRows } from "./rows/mail.js";
import { messagingRows } from "./rows/messaging.js";
import { networkRows } from "./rows/network.js";
import { nosqlRows } from "./rows/nosql.js";
import { ormRows } from "./rows/orm.js";
import { paymentRows } from "./rows/payments.js";
import { processRows } from "./rows/process.js";
import { queueRows } from "./rows/queues.js";
import { quietRows } from "./rows/quiet.js";
import { remoteRows } from "./rows/remote.js";
import { sdkRows } from "./rows/sdk.js";
import { searchRows } from "./rows/search.js";
import { speechRows } from "./rows/speech.js";
import { sqlalchemyRows } from "./rows/sqlalchemy.js";
import { vectorRows } from "./rows/vector.js";
import { waitingRows } from "./rows/waiting.js";
/** Every row, by category; ids are unique, and no name is claimed twice in the same field. */
export const catalogue = [
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
