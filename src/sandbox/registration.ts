/** The App's registration, where it is installed, and who may ask for what. */

/** The App that is registered here. There is exactly one. */
export interface RegisteredApp {
  readonly id: number;
  readonly nodeId: string;
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  readonly owner: string;
  /** PEM; only the sandbox and the App under test hold it. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  readonly createdAt: string;
  permissions: Readonly<Record<string, "read" | "write">>;
  events: readonly string[];
  webhookUrl: string | undefined;
}

/** One per account that owns a repository with the App. */
export interface Installation {
  readonly id: number;
  readonly account: string;
  readonly createdAt: string;
  /** Ids of the repositories it covers. */
  readonly repositories: Set<number>;
  permissions: Readonly<Record<string, "read" | "write">>;
  suspended: boolean;
}

/** Who is behind a request. */
export type Credentials =
  | { readonly kind: "anonymous" }
  | { readonly kind: "app" }
  | { readonly kind: "user"; readonly login: string }
  | InstallationCredentials;

export interface InstallationCredentials {
  readonly kind: "installation";
  readonly installationId: number;
  /** `undefined`: every repository of the installation. */
  readonly repositories: readonly number[] | undefined;
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}
