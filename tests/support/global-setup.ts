import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startCluster } from '../../src/main/cluster/index.ts';
import { findRoot } from '../../src/main/root.ts';
import { migrate } from '../../src/store/migrate.ts';
import { databaseUrl } from './database-url.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser URL of the test server. */
    testServerUrl: string;
    /** The migrated database that every test database is cloned from. */
    testTemplate: string;
  }
}

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Gives the tests one PostgreSQL (our own, or the one of TEST_DATABASE_URL) with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const template = `kt_template_${randomBytes(4).toString('hex')}`;
  const close = async () => {
    await onServer(server.url, async (client) => {
      await client.query(`drop database if exists ${template} with (force)`);
    });
    await server.stop();
  };
  try {
    await onServer(server.url, async (client) => {
      await client.query(`create database ${template} template template0 encoding 'UTF8'`);
    });
    await migrate(databaseUrl(server.url, template), { root: findRoot(import.meta.url) });
  } catch (error) {
    await close();
    throw error;
  }
  project.provide('testServerUrl', server.url);
  project.provide('testTemplate', template);
  return close;
}

async function openServer(): Promise<TestServer> {
  const external = process.env['TEST_DATABASE_URL'];
  if (external) return { url: external, stop: async () => undefined };
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'khoithong-test-'));
  const cluster = await startCluster({ dataDir, durable: false });
  return {
    url: cluster.url,
    async stop() {
      await cluster.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
