import type { CatalogueRow } from "../row.ts";

const STEADY = { rule: "API001", check: "blocking-call", category: "db", severity: "high" } as const;

/**
 * What waits for the database; `add`, `delete` and `expunge` only mark objects until the next flush.
 *
 * Source: SQLAlchemy's API reference, "Session API", https://docs.sqlalchemy.org/en/20/orm/session_api.html
 */
const SESSION_METHODS: readonly string[] = [
  "execute",
  "scalar",
  "scalars",
  "get",
  "get_one",
  "refresh",
  "merge",
  "flush",
  "commit",
  "rollback",
  "connection",
  "bulk_save_objects",
  "bulk_insert_mappings",
  "bulk_update_mappings",
];

const SESSION_GIVES: Readonly<Record<string, string>> = {
  // A `scoped_session` is used as a session, and called to get one.
  __call__: "sqlalchemy-session",
  query: "sqlalchemy-query",
  connection: "sqlalchemy-connection",
  begin: "sqlalchemy-transaction",
  begin_nested: "sqlalchemy-transaction",
  get_bind: "sqlalchemy-engine",
};

/** SQLAlchemy and SQLModel. */
export const sqlalchemyRows: readonly CatalogueRow[] = [
  {
    id: "sqlalchemy-session",
    ...STEADY,
    what: "a synchronous SQLAlchemy session",
    types: [
      "sqlalchemy.orm.{Session,scoped_session}",
      "sqlalchemy.orm.session.Session",
      "sqlalchemy.orm.scoping.scoped_session",
    ],
    makers: ["sqlalchemy.orm.{sessionmaker,session.sessionmaker}"],
    unlessKeyword: ["class_"],
    methods: SESSION_METHODS,
    gives: SESSION_GIVES,
    alternative: "`sqlalchemy.ext.asyncio.AsyncSession`, or a `def` handler",
    evidence: "seen",
  },
  {
    id: "sqlmodel-session",
    ...STEADY,
    what: "a synchronous SQLModel session",
    types: ["sqlmodel.Session", "sqlmodel.orm.session.Session"],
    methods: [...SESSION_METHODS, "exec"],
    gives: SESSION_GIVES,
    alternative: "`sqlmodel.ext.asyncio.session.AsyncSession`, or a `def` handler",
    evidence: "seen",
  },
  {
    id: "sqlalchemy-query",
    ...STEADY,
    what: "a query of a synchronous SQLAlchemy session",
    types: ["sqlalchemy.orm.Query", "sqlalchemy.orm.query.Query"],
    methods: ["all", "first", "one", "one_or_none", "scalar", "count", "get", "delete", "update"],
    chain: true,
    iterating: true,
    alternative: "`await session.execute(select(...))` on an `AsyncSession`, or a `def` handler",
    evidence: "seen",
  },
  {
    id: "sqlalchemy-engine",
    ...STEADY,
    what: "a synchronous SQLAlchemy engine",
    types: [
      "sqlalchemy.Engine",
      "sqlalchemy.engine.Engine",
      "sqlalchemy.engine.base.Engine",
      "sqlalchemy.future.Engine",
    ],
    factories: [
      "{sqlalchemy,sqlalchemy.engine,sqlalchemy.future,sqlmodel}.create_engine",
      "sqlalchemy.engine_from_config",
      "sqlalchemy.engine.engine_from_config",
    ],
    methods: ["connect", "begin", "execute", "raw_connection"],
    gives: {
      connect: "sqlalchemy-connection",
      begin: "sqlalchemy-connection",
      raw_connection: "sqlalchemy-raw-connection",
    },
    alternative: "`sqlalchemy.ext.asyncio.create_async_engine`",
    evidence: "known",
  },
  {
    // "Fine Grained Reflection with Inspector", https://docs.sqlalchemy.org/en/20/core/reflection.html
    id: "sqlalchemy-inspector",
    ...STEADY,
    what: "a synchronous SQLAlchemy inspector",
    types: ["sqlalchemy.Inspector", "sqlalchemy.engine.Inspector", "sqlalchemy.engine.reflection.Inspector"],
    factories: [
      "sqlalchemy.inspect",
      "sqlalchemy.inspection.inspect",
      "sqlalchemy.engine.reflection.Inspector.from_engine",
    ],
    methods: [
      "get_schema_names",
      "get_table_names",
      "get_view_names",
      "get_columns",
      "get_indexes",
      "get_foreign_keys",
      "get_pk_constraint",
      "get_unique_constraints",
      "has_table",
      "has_schema",
      "has_index",
    ],
    alternative: "`await connection.run_sync(...)` on an `AsyncConnection`",
    evidence: "seen",
  },
  {
    id: "sqlalchemy-connection",
    ...STEADY,
    what: "a synchronous SQLAlchemy connection",
    types: ["sqlalchemy.Connection", "sqlalchemy.engine.Connection", "sqlalchemy.engine.base.Connection"],
    methods: ["execute", "exec_driver_sql", "scalar", "scalars", "commit", "rollback"],
    gives: {
      begin: "sqlalchemy-transaction",
      begin_nested: "sqlalchemy-transaction",
      execution_options: "sqlalchemy-connection",
    },
    alternative: "`sqlalchemy.ext.asyncio.AsyncConnection`",
    evidence: "known",
  },
  {
    id: "sqlalchemy-raw-connection",
    ...STEADY,
    what: "a synchronous database connection",
    types: ["sqlalchemy.pool.PoolProxiedConnection"],
    methods: ["execute", "executemany", "callproc", "fetchone", "fetchmany", "fetchall", "commit", "rollback"],
    chain: true,
    alternative: "`sqlalchemy.ext.asyncio.AsyncConnection`",
    evidence: "known",
  },
  {
    id: "sqlalchemy-transaction",
    ...STEADY,
    what: "a synchronous SQLAlchemy transaction",
    types: ["sqlalchemy.engine.Transaction", "sqlalchemy.orm.SessionTransaction"],
    methods: ["commit", "rollback"],
    // The end of the block commits.
    entering: true,
    alternative: "`async with session.begin()` on an `AsyncSession`",
    evidence: "known",
  },
  {
    id: "sqlalchemy-create-all",
    rule: "API001",
    check: "blocking-call",
    category: "db",
    severity: "medium",
    what: "tables created synchronously",
    calls: ["sqlmodel.SQLModel.metadata.{create_all,drop_all,reflect}"],
    types: ["sqlalchemy.MetaData", "sqlalchemy.schema.MetaData"],
    methods: ["create_all", "drop_all", "reflect"],
    alternative: "`await connection.run_sync(metadata.create_all)`",
    evidence: "known",
  },
  {
    id: "sqlalchemy-base",
    rule: "API001",
    check: "blocking-call",
    category: "db",
    severity: "medium",
    what: "the declarative base of the SQLAlchemy models",
    types: ["sqlalchemy.orm.{DeclarativeBase,DeclarativeBaseNoMeta}"],
    factories: [
      "sqlalchemy.orm.{declarative_base,decl_api.declarative_base}",
      "sqlalchemy.ext.declarative.{declarative_base,api.declarative_base}",
      "sqlalchemy.orm.registry.generate_base",
    ],
    onClass: true,
    gives: { metadata: "sqlalchemy-create-all" },
    alternative: "`await connection.run_sync(Base.metadata.create_all)`",
    evidence: "known",
  },
];
