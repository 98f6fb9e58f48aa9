/** Short names for the types that GitHub publishes; every answer is built as one of these. */

import type { components } from "@octokit/openapi-types";
import type * as webhooks from "@octokit/webhooks-types";

export type Schemas = components["schemas"];

/** A user as both the REST API and webhooks show it. */
export type UserJson = webhooks.User & Schemas["simple-user"] & { readonly id: number };

/** A repository as it is embedded in REST answers; webhooks add `custom_properties`. */
export type RepositoryJson = Schemas["repository"] &
  Omit<webhooks.Repository, "custom_properties"> & { readonly id: number; readonly owner: UserJson };

export type { webhooks };
