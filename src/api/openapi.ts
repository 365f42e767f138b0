/** OpenAPI 3.1, made from the declarations: a new kind is in it without a line here. */

import { z } from 'zod';
import { allActs } from '../dossier/common-acts.ts';
import { PURPOSE_WORDS, STATED_PURPOSES } from '../dossier/reading.ts';
import type { KindRegistry } from '../dossier/registry.ts';
import type { Speech } from '../dossier/speech.ts';
import { REGISTER_TABLES } from '../organisation/register/index.ts';
import { BULK_SCHEMAS, FIXED_SCHEMAS, ref, type Schema } from './openapi-schemas.ts';

const json = (schema: Schema): Schema => ({ 'application/json': { schema } });
const query = (name: string, schema: Schema, description = ''): Schema => ({
  name,
  in: 'query',
  required: false,
  schema,
  description,
});
const idParam: Schema = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description: 'Id, number or receipt',
};
const keyParam: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 8, maxLength: 128 },
  description: 'The same key gives the first answer',
};

function problems(...codes: readonly number[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    codes.map((c) => [
      String(c),
      { description: 'Problem', content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
}

const REGISTER_FILE: Schema = {
  'text/csv': { schema: { type: 'string' } },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: { type: 'string', format: 'binary' } },
};
const registerPaths = {
  '/api/v1/organisation/registers': {
    post: {
      operationId: 'bringRegisters',
      description:
        'Compares a file with the record; with dryRun=false and no problem, puts the differences on record by a decision',
      parameters: [
        { ...query('decisionNumber', { type: 'string', minLength: 1, maxLength: 80 }), required: true },
        query('title', { type: 'string', maxLength: 200 }),
        query('date', { type: 'string', format: 'date' }, 'Date of issue; absent: today'),
        query('effectiveOn', { type: 'string', format: 'date' }, 'Absent: the date of issue'),
        query('missing', { enum: ['keep', 'end'] }, 'What becomes of officials, holders and assignments a sheet does not name'),
        query('dryRun', { type: 'boolean', default: true }),
        keyParam,
      ],
      requestBody: { required: true, content: REGISTER_FILE },
      responses: {
        200: { description: 'OK', content: json(ref('RegisterResult')) },
        ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
      },
    },
  },
  '/api/v1/organisation/registers/{table}': {
    get: {
      operationId: 'readRegister',
      parameters: [
        { name: 'table', in: 'path', required: true, schema: { enum: [...REGISTER_TABLES] }, description: 'Register' },
        {
          ...query('reason', { type: 'string', minLength: 10, maxLength: 500 }, 'Why; kept in the log of exports'),
          required: true,
        },
      ],
      responses: {
        200: { description: 'OK', content: { 'text/csv': { schema: { type: 'string' } } } },
        ...problems(401, 404, 422),
      },
    },
  },
};

function actRequest(
  act: string,
  body: Schema,
  extra: Readonly<Record<string, Schema>>,
  { description, isSigned }: { readonly description: string; readonly isSigned: boolean },
): Schema {
  return {
    type: 'object',
    description,
    required: ['act', 'body', ...Object.keys(extra)],
    additionalProperties: false,
    properties: {
      act: { const: act },
      body,
      as: { type: 'string', description: 'Capacity key, when several carry the act' },
      expectedSeq: { type: 'integer', minimum: 1 },
      ...(isSigned ? { signature: ref('Signature') } : {}),
      ...extra,
    },
  };
}

/** What a restricted dossier is read for, where that is not evident; without it the answer is `reading.purpose_needed`. */
const purposeParams = [
  query('purpose', { enum: STATED_PURPOSES }, 'What a restricted dossier is read for, where it is not evident'),
  query('purposeWords', { type: 'string', maxLength: PURPOSE_WORDS }, 'The same in own words; required for `other`'),
  {
    name: 'reading-purpose',
    in: 'header',
    schema: { enum: STATED_PURPOSES },
    description: 'The purpose, where the query does not say it',
  },
];

/** Builds the description of the whole API for the kinds registered. */
export function buildOpenApi(registry: KindRegistry, speech: Speech): Readonly<Record<string, unknown>> {
  const schemas: Record<string, Schema> = { ...FIXED_SCHEMAS, ...BULK_SCHEMAS };
  const opening: Schema[] = [];
  const acting: Schema[] = [];
  for (const { kind } of registry.all) {
    for (const [name, spec] of Object.entries(allActs(kind))) {
      const body = z.toJSONSchema(spec.body, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
      delete body.$schema;
      const bodyName = `${kind.name}.${name}`;
      schemas[`${bodyName}.body`] = body;
      const words = `${speech.kind(kind.name, 'name')}: ${speech.act(kind.name, name, 'label')}`;
      const request = `${bodyName}.request`;
      schemas[request] = actRequest(name, ref(`${bodyName}.body`), spec.from === 'new' ? { kind: { const: kind.name } } : {}, {
        description: words,
        isSigned: spec.sign === true,
      });
      (spec.from === 'new' ? opening : acting).push(ref(request));
    }
  }
  schemas.OpenDossier = { oneOf: opening };
  schemas.PerformAct = { anyOf: acting };
  const page = (items: Schema): Schema => ({
    type: 'object',
    required: ['rows', 'total'],
    properties: {
      rows: { type: 'array', items },
      total: { type: 'integer', description: 'Stops at 1001' },
      late: { type: 'integer' },
      isCut: {
        type: 'boolean',
        description: 'The words stand in more than 5000 dossiers; only the 5000 opened last were looked at',
      },
      next: { type: 'string' },
    },
  });
  const ok = (schema: Schema, description = 'OK', status = '200') => ({ [status]: { description, content: json(schema) } });
  return {
    openapi: '3.1.0',
    info: { title: 'Khơi Thông', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{ bearer: [] }],
    paths: {
      ...registerPaths,
      '/api/v1/dossiers': {
        get: {
          operationId: 'listDossiers',
          parameters: [
            ...[
              'kind',
              'stage',
              'state',
              'unit',
              'field',
              'locality',
              'responsible',
              'classification',
              'since',
              'until',
              'text',
              'order',
              'cursor',
            ].map((n) => query(n, { type: 'string' })),
            query('limit', { type: 'integer', minimum: 1, maximum: 200 }),
          ],
          responses: { ...ok(page(ref('DossierRow'))), ...problems(400, 401, 422) },
        },
        post: {
          operationId: 'openDossier',
          parameters: [keyParam],
          requestBody: { required: true, content: json(ref('OpenDossier')) },
          responses: { ...ok(ref('Receipt'), 'Created', '201'), ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503) },
        },
      },
      '/api/v1/dossiers/{id}': {
        get: {
          operationId: 'getDossier',
          parameters: [idParam, ...purposeParams],
          responses: { ...ok(ref('Dossier')), ...problems(400, 401, 404, 409, 422) },
        },
      },
      '/api/v1/dossiers/{id}/acts': {
        get: {
          operationId: 'listActs',
          parameters: [idParam, ...purposeParams],
          responses: { ...ok({ type: 'array', items: ref('Act') }), ...problems(400, 401, 404, 409, 422) },
        },
        post: {
          operationId: 'performAct',
          parameters: [idParam, keyParam],
          requestBody: { required: true, content: json(ref('PerformAct')) },
          responses: { ...ok(ref('Receipt'), 'Created', '201'), ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503) },
        },
      },
      '/api/v1/dossiers/{id}/acts/{seq}/receipt': {
        get: {
          operationId: 'getReceipt',
          description: 'The signed receipt of an act, the same as was given at once, and what became of its leaf.',
          parameters: [
            idParam,
            { name: 'seq', in: 'path', required: true, schema: { type: 'integer' }, description: 'The act' },
            ...purposeParams,
          ],
          responses: { ...ok(ref('ActReceipt')), ...problems(400, 401, 404, 409, 422) },
        },
      },
      '/api/v1/dossiers/{id}/clocks': {
        get: {
          operationId: 'listClocks',
          parameters: [idParam, ...purposeParams],
          responses: { ...ok({ type: 'array', items: ref('Clock') }), ...problems(400, 401, 404, 409, 422) },
        },
      },
      '/api/v1/dossiers/{id}/tables/{table}': {
        get: {
          operationId: 'listRows',
          parameters: [
            idParam,
            ...purposeParams,
            { name: 'table', in: 'path', required: true, schema: { type: 'string' }, description: 'A table of the kind' },
            query('history', { type: 'boolean', default: false }, 'With what was superseded'),
            query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 100 }),
            query('cursor', { type: 'string' }),
          ],
          responses: { ...ok(ref('RowPage')), ...problems(400, 401, 404, 409, 422) },
        },
      },
      '/api/v1/dossiers/{id}/papers': {
        get: {
          operationId: 'listPapers',
          description:
            'The official papers that exist now, each with the digest of what it says and whether that is what was issued.',
          parameters: [idParam, ...purposeParams],
          responses: { ...ok({ type: 'array', items: ref('Paper') }), ...problems(400, 401, 404, 409, 422) },
        },
      },
      '/api/v1/dossiers/{id}/papers/{paper}': {
        get: {
          operationId: 'getPaper',
          description: 'What a paper says; its id followed by `.pdf` or `.docx` gives the file.',
          parameters: [
            idParam,
            ...purposeParams,
            { name: 'paper', in: 'path', required: true, schema: { type: 'string' }, description: 'Id of the paper' },
          ],
          responses: { ...ok(ref('WholePaper')), ...problems(400, 401, 404, 409, 422) },
        },
      },
      '/api/v1/signing': {
        post: {
          operationId: 'askSignature',
          description:
            'Foresees an act that must be confirmed in person and gives the challenge its person answers, once and within two minutes, in `signature`',
          requestBody: { required: true, content: json(ref('SigningRequest')) },
          responses: { ...ok(ref('Signing'), 'Created', '201'), ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503) },
        },
      },
      '/api/v1/dossiers/{id}/evidence': {
        get: {
          operationId: 'offerEvidence',
          description: 'What can be proven of each act, and the fields and files that may be shown with the proof.',
          parameters: [
            idParam,
            query('part', { type: 'integer', minimum: 1, default: 1 }, 'Long dossiers come in parts'),
            ...purposeParams,
          ],
          responses: { ...ok(ref('EvidenceOffer')), ...problems(400, 401, 404, 422) },
        },
        post: {
          operationId: 'takeEvidence',
          description:
            'The evidence bundle of a dossier (docs/evidence-format.md). `purpose` is kept in the log of exports; only for one’s own dossier and without personal data of others may it be left out.',
          parameters: [idParam, ...purposeParams],
          requestBody: { required: true, content: json(ref('EvidenceWish')) },
          responses: {
            200: {
              description: 'OK',
              content: { 'application/vnd.khoithong.evidence+zip': { schema: { type: 'string', format: 'binary' } } },
            },
            ...problems(400, 401, 404, 409, 413, 415, 422),
          },
        },
      },
      '/api/v1/bulk': {
        post: {
          operationId: 'performBulk',
          description:
            'One act on up to 200 dossiers, each decided alone. With `dryRun` nothing is written. Sent again with the same Idempotency-Key, each dossier is done once.',
          parameters: [keyParam],
          requestBody: { required: true, content: json(ref('BulkRequest')) },
          responses: { ...ok(ref('BulkResult')), ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
        },
      },
      '/api/v1/search': {
        get: {
          operationId: 'search',
          parameters: [
            query('q', { type: 'string', maxLength: 200 }),
            query('page', { type: 'integer', minimum: 1, maximum: 20, default: 1 }),
          ],
          responses: { ...ok(ref('SearchResult')), ...problems(400, 401, 422) },
        },
      },
      '/api/v1/work': { get: { operationId: 'myWork', responses: { ...ok(ref('Work')), ...problems(400, 401) } } },
      '/api/v1/me/dossiers': {
        get: {
          operationId: 'myDossiers',
          description:
            'Dossiers whoever asks opened or is a party to, of the kinds whose dossiers are somebody’s own; a restricted one by its code',
          parameters: [
            ...['kind', 'order', 'cursor'].map((n) => query(n, { type: 'string' })),
            query('state', { enum: ['open', 'ended'] }),
            query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
          ],
          responses: { ...ok(ref('OwnPage')), ...problems(400, 401, 422) },
        },
      },
      '/api/v1/me/readings': {
        get: {
          operationId: 'whoReadMine',
          description:
            'Who read restricted dossiers that are whoever asks’s own, when, by which key and what for; the newest first. Own readings are not recorded.',
          parameters: [
            query('dossier', { type: 'string', maxLength: 60 }, 'Id or receipt of one dossier'),
            query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
            query('skip', { type: 'integer', minimum: 0, maximum: 100000, default: 0 }),
          ],
          responses: { ...ok(ref('Readings')), ...problems(400, 401, 422) },
        },
      },
      '/api/v1/me/owed': {
        get: {
          operationId: 'owedToMe',
          description: 'Open deadlines of others on those dossiers, the nearest first',
          parameters: [
            query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
            query('skip', { type: 'integer', minimum: 0, maximum: 100000, default: 0 }),
          ],
          responses: { ...ok(ref('Owed')), ...problems(400, 401, 422) },
        },
      },
      '/api/v1/directives/intake': {
        post: {
          operationId: 'recogniseDirective',
          requestBody: {
            required: true,
            content: json({
              type: 'object',
              required: ['text'],
              additionalProperties: false,
              properties: { text: { type: 'string', maxLength: 400000 } },
            }),
          },
          responses: { ...ok({ type: 'object' }), ...problems(400, 401, 413, 415, 422) },
        },
      },
      '/api/v1/openapi.json': {
        get: {
          operationId: 'describe',
          security: [],
          responses: { '200': { description: 'This description', content: { 'application/json': {} } } },
        },
      },
    },
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}
