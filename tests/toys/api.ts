/** The API on the world of a toy: callers say who they are. */
import Fastify, { type FastifyInstance } from 'fastify';
import { registerApi } from '../../src/api/index.ts';
import { createSpeech } from '../../src/dossier/speech.ts';
import { AppError } from '../../src/kernel/errors.ts';
import type { World } from '../support/world.ts';

/** An API on a world; close it in afterAll. */
export async function openApi(world: World): Promise<FastifyInstance> {
  const speeches = { vi: createSpeech(world.store.registry, 'vi'), en: createSpeech(world.store.registry, 'en') };
  const app = Fastify();
  registerApi(app, {
    store: world.store,
    speech: (lang) => speeches[lang],
    authenticate: async (request) => {
      const person = request.headers.authorization?.replace('Bearer ', '');
      if (!person) throw new AppError('auth.required', 'unauthenticated');
      return { asker: await world.ask(person), mayAct: true };
    },
    siteOf: () => ({ rpId: 'localhost', origin: 'http://localhost' }),
    recognise: (text) => ({ length: text.length }),
  });
  await app.ready();
  return app;
}

/** The headers of a caller. */
export function caller(person: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${person}` };
}
