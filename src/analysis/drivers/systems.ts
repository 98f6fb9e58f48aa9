import type { ExternalDependency } from "../architecture.ts";

/** A system that services talk to through one of several drivers. */
export interface System {
  readonly id: string;
  /** As questions call it. */
  readonly title: string;
  /** What declarations call it. */
  readonly names: RegExp;
  /** Modules of drivers that await. */
  readonly asyncDrivers: RegExp;
  /** Callables that open synchronous connections, by qualified name. */
  readonly opens: RegExp;
  /** The scheme of SQLAlchemy URLs, without the driver. */
  readonly dialect?: RegExp;
}

/** Names as the drivers' own documentation has them; SQLAlchemy's schemes: https://docs.sqlalchemy.org/en/20/core/engines.html */
const SYSTEMS: readonly System[] = [
  {
    id: "postgres",
    title: "PostgreSQL",
    names: /^(?:postgres(?:ql)?|pg|pgsql|cockroach(?:db)?|timescale(?:db)?)$/i,
    asyncDrivers: /^(?:asyncpg|aiopg|psycopg|psycopg_pool)(?:\.|$)/,
    opens:
      /^(?:psycopg2\.connect|psycopg2\.pool\.\w*ConnectionPool|psycopg(?:\.Connection)?\.connect|psycopg_pool\.ConnectionPool|pg8000(?:\.\w+)?\.(?:connect|Connection))$/,
    dialect: /^(?:postgres(?:ql)?|cockroachdb)$/,
  },
  {
    id: "mysql",
    title: "MySQL",
    names: /^(?:mysql|mariadb)$/i,
    asyncDrivers: /^(?:aiomysql|asyncmy)(?:\.|$)/,
    opens:
      /^(?:pymysql(?:\.connections)?\.(?:connect|Connection)|MySQLdb\.connect|mysql\.connector\.connect|mysql\.connector\.pooling\.MySQLConnectionPool)$/,
    dialect: /^(?:mysql|mariadb)$/,
  },
  {
    id: "sqlite",
    title: "SQLite",
    names: /^sqlite3?$/i,
    asyncDrivers: /^aiosqlite(?:\.|$)/,
    opens: /^sqlite3\.connect$/,
    dialect: /^sqlite$/,
  },
  {
    id: "redis",
    title: "Redis",
    names: /^(?:redis|valkey|cache)$/i,
    asyncDrivers: /^(?:redis\.asyncio|aioredis|coredis)(?:\.|$)/,
    opens:
      /^redis(?:\.client|\.cluster|\.sentinel)?\.(?:(?:Strict)?Redis(?:\.from_url)?|RedisCluster(?:\.from_url)?|Sentinel|from_url)$/,
  },
  {
    id: "mongodb",
    title: "MongoDB",
    names: /^mongo(?:db)?$/i,
    asyncDrivers: /^(?:motor|beanie|pymongo\.asynchronous|pymongo\.AsyncMongoClient)(?:\.|$)/,
    opens: /^pymongo(?:\.mongo_client)?\.MongoClient$/,
  },
  {
    id: "rabbitmq",
    title: "RabbitMQ",
    names: /^(?:rabbitmq|amqp|rabbit)$/i,
    asyncDrivers: /^(?:aio_pika|aiormq)(?:\.|$)/,
    opens: /^pika\.BlockingConnection$/,
  },
];

/** The system that a declared dependency is, if its declared driver is one that awaits. */
export function systemOf({ name, asyncDriver }: ExternalDependency): System | undefined {
  if (asyncDriver === undefined) return undefined;
  // SQLAlchemy's asyncio extension is for several systems, so the name tells which.
  return SYSTEMS.find(
    ({ names, asyncDrivers }) =>
      asyncDrivers.test(asyncDriver) || (/^sqlalchemy\.ext\.asyncio(?:\.|$)/.test(asyncDriver) && names.test(name)),
  );
}
