import { sample, type Sample } from "./sample.ts";

const SESSION =
  "from sqlalchemy import create_engine\nfrom sqlalchemy.orm import sessionmaker\nSessionLocal = sessionmaker(create_engine('x'))";
const ASYNC_SESSION =
  "from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine\nSessionLocal = async_sessionmaker(create_async_engine('x'))";
const ENGINE = "from sqlalchemy import create_engine, text\nengine = create_engine('x')";
const ASYNC_ENGINE = "from sqlalchemy.ext.asyncio import create_async_engine\nengine = create_async_engine('x')";

export const databaseSamples: readonly Sample[] = [
  sample(
    "sqlalchemy-session",
    SESSION,
    "with SessionLocal() as session:\n    session.execute('select 1')",
    ASYNC_SESSION,
    "async with SessionLocal() as session:\n    await session.execute('select 1')\n    await session.commit()",
  ),
  sample(
    "sqlalchemy-session",
    "from sqlalchemy.orm import Session",
    "with Session(None) as session:\n    session.commit()",
  ),
  sample(
    "sqlalchemy-session",
    "from sqlalchemy.orm.session import Session\nsession = Session(None)",
    "session.get(dict, 1)",
  ),
  sample(
    "sqlalchemy-session",
    "from sqlalchemy.orm import scoped_session, sessionmaker\ndb = scoped_session(sessionmaker())",
    "db.commit()",
  ),
  sample("sqlalchemy-query", `${SESSION}\nsession = SessionLocal()`, "session.query(dict).filter(True).all()"),
  sample("sqlalchemy-query", `${SESSION}\nsession = SessionLocal()`, "for row in session.query(dict):\n    pass"),
  sample("sqlalchemy-transaction", `${SESSION}\nsession = SessionLocal()`, "with session.begin():\n    session.add(1)"),
  sample(
    "sqlmodel-session",
    "from sqlmodel import Session\nsession = Session(None)",
    "session.exec(None)",
    "from sqlmodel.ext.asyncio.session import AsyncSession\nsession = AsyncSession(None)",
    "await session.exec(None)",
  ),
  sample(
    "sqlalchemy-engine",
    ENGINE,
    "engine.connect()",
    ASYNC_ENGINE,
    "async with engine.connect() as connection:\n    await connection.execute('select 1')",
  ),
  sample("sqlalchemy-inspector", `${ENGINE}\nfrom sqlalchemy import inspect`, "inspect(engine).get_table_names()"),
  sample("sqlalchemy-connection", `${ENGINE}\nconnection = engine.connect()`, "connection.execute(text('select 1'))"),
  sample("sqlalchemy-raw-connection", `${ENGINE}\nraw = engine.raw_connection()`, "raw.cursor().execute('select 1')"),
  sample(
    "sqlalchemy-create-all",
    "from sqlalchemy import MetaData\nmetadata = MetaData()",
    "metadata.create_all(None)",
    `${ASYNC_ENGINE}\nfrom sqlalchemy import MetaData\nmetadata = MetaData()`,
    "async with engine.begin() as connection:\n    await connection.run_sync(metadata.create_all)",
  ),
  sample("sqlalchemy-create-all", "from sqlmodel import SQLModel", "SQLModel.metadata.create_all(None)"),
  sample(
    "sqlalchemy-base",
    "from sqlalchemy.orm import declarative_base\nBase = declarative_base()",
    "Base.metadata.create_all(None)",
  ),
  sample(
    "sqlalchemy-base",
    "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase):\n    pass",
    "Base.metadata.create_all(None)",
  ),
  sample("psycopg2", "import psycopg2", "psycopg2.connect('x')", "import asyncpg", "await asyncpg.connect('x')"),
  sample("psycopg2", "import psycopg2\nconnection = psycopg2.connect('x')", "connection.cursor().execute('select 1')"),
  sample(
    "psycopg2",
    "from psycopg2.pool import ThreadedConnectionPool\npool = ThreadedConnectionPool(1, 2)",
    "pool.getconn()",
  ),
  sample("psycopg2-extras", "from psycopg2.extras import execute_values", "execute_values(None, 'insert', [])"),
  sample(
    "psycopg",
    "import psycopg",
    "with psycopg.connect('x') as connection:\n    connection.execute('select 1')",
    "import psycopg",
    "async with await psycopg.AsyncConnection.connect('x') as connection:\n    await connection.execute('select 1')",
  ),
  sample(
    "psycopg-pool",
    "from psycopg_pool import ConnectionPool\npool = ConnectionPool('x')",
    "with pool.connection() as connection:\n    pass",
    "from psycopg_pool import AsyncConnectionPool\npool = AsyncConnectionPool('x')",
    "async with pool.connection() as connection:\n    await connection.execute('select 1')",
  ),
  sample(
    "mysql-drivers",
    "import pymysql",
    "pymysql.connect(host='x')",
    "import aiomysql",
    "await aiomysql.connect(host='x')",
  ),
  sample("mysql-drivers", "import MySQLdb\nconnection = MySQLdb.connect('x')", "connection.commit()"),
  sample(
    "mysql-connector",
    "import mysql.connector",
    "mysql.connector.connect(host='x')",
    "import mysql.connector.aio",
    "await mysql.connector.aio.connect(host='x')",
  ),
  sample(
    "sqlite3",
    "import sqlite3",
    "sqlite3.connect('x').execute('select 1')",
    "import aiosqlite",
    "async with aiosqlite.connect('x') as connection:\n    await connection.execute('select 1')",
  ),
  sample("pyodbc", "import pyodbc", "pyodbc.connect('x')", "import aioodbc", "await aioodbc.connect(dsn='x')"),
  sample(
    "oracledb",
    "import oracledb",
    "oracledb.connect(user='x')",
    "import oracledb",
    "async with oracledb.connect_async(user='x') as connection:\n    await connection.execute('select 1')",
  ),
  sample(
    "snowflake",
    "import snowflake.connector",
    "snowflake.connector.connect(user='x')",
    "import snowflake.connector.aio",
    "await snowflake.connector.aio.connect(user='x')",
  ),
  sample(
    "trino",
    "from trino.dbapi import connect\nconnection = connect(host='x')",
    "connection.cursor().execute('select 1')",
  ),
  sample("other-drivers", "from databricks import sql", "sql.connect(server_hostname='x')"),
  sample("ibm-db", "import ibm_db", "ibm_db.exec_immediate(None, 'select 1')"),
  sample("duckdb", "import duckdb\nconnection = duckdb.connect()", "connection.execute('select 1')"),
  sample("duckdb-module", "import duckdb", "duckdb.execute('select 1')"),
  sample("peewee-model", "import peewee\nclass Item(peewee.Model):\n    pass", "Item.get_by_id(1)"),
  sample("peewee-query", "import peewee\nclass Item(peewee.Model):\n    pass", "Item.select().where(True).count()"),
  sample("peewee-query", "import peewee\nclass Item(peewee.Model):\n    pass", "for item in Item.select():\n    pass"),
  sample(
    "peewee-database",
    "from peewee import SqliteDatabase\ndb = SqliteDatabase('x')",
    "db.execute_sql('select 1')",
  ),
  sample(
    "django-model",
    "from django.db import models\nclass Item(models.Model):\n    pass",
    "item = Item()\nitem.save()",
    "from django.db import models\nclass Item(models.Model):\n    pass",
    "item = Item()\nawait item.asave()",
  ),
  sample(
    "django-queryset",
    "from django.db import models\nclass Item(models.Model):\n    pass",
    "Item.objects.filter(id=1).first()",
    "from django.db import models\nclass Item(models.Model):\n    pass",
    "await Item.objects.filter(id=1).afirst()",
  ),
  sample("django-shortcuts", "from django.shortcuts import get_object_or_404", "get_object_or_404(dict, pk=1)"),
  sample("pony", "from pony import orm", "orm.commit()"),
  sample(
    "mongoengine-document",
    "import mongoengine\nclass Item(mongoengine.Document):\n    pass",
    "item = Item()\nitem.save()",
  ),
  sample(
    "mongoengine-queryset",
    "import mongoengine\nclass Item(mongoengine.Document):\n    pass",
    "Item.objects(name='x').first()",
  ),
  sample("orator", "from orator import DatabaseManager\ndb = DatabaseManager({})", "db.table('items').get()"),
];
