/** OpenAPI 3.1, made from the declarations: a new kind is in it without a line here. */

import { z } from 'zod';
import { BULK_LIMIT } from '../dossier/bulk.ts';
import { allActs } from '../dossier/common-acts.ts';
import type { KindRegistry } from '../dossier/registry.ts';
import type { Speech } from '../dossier/speech.ts';
import { REGISTER_TABLES } from '../organisation/register/index.ts';

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
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

const PAPER_REQUIRED = ['id', 'name', 'label', 'seq', 'on', 'hash', 'issued', 'agrees', 'readable'];
const PAPER: Schema = {
  id: { type: 'string' },
  name: { type: 'string' },
  label: { type: 'string' },
  seq: { type: 'integer', description: 'The act it writes down' },
  on: { type: 'string', format: 'date' },
  hash: { type: ['string', 'null'] },
  issued: {
    type: ['object', 'null'],
    required: ['paper', 'number', 'hash', 'seq', 'on'],
    properties: {
      paper: { type: 'string' },
      number: { type: 'string' },
      hash: { type: 'string' },
      seq: { type: 'integer' },
      on: { type: 'string', format: 'date' },
    },
  },
  agrees: { type: ['boolean', 'null'], description: 'Whether it says what was issued' },
  readable: { type: 'boolean' },
};

const FIXED: Readonly<Record<string, Schema>> = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string' },
      detail: { type: 'string' },
      reference: { type: 'string' },
      fields: {
        type: 'array',
        items: {
          type: 'object',
          required: ['path', 'code', 'message'],
          properties: {
            path: { type: 'string' },
            code: { type: 'string' },
            message: { type: 'string' },
            params: { type: 'object' },
          },
        },
      },
    },
  },
  Paper: { type: 'object', required: PAPER_REQUIRED, properties: PAPER },
  WholePaper: {
    type: 'object',
    required: [...PAPER_REQUIRED, 'document'],
    properties: { ...PAPER, document: { type: 'object', description: 'The paper as data; its digest by RFC 8785 is `hash`' } },
  },
  Light: {
    type: 'object',
    required: ['code'],
    properties: {
      code: { enum: ['ok', 'due', 'late', 'paused', 'done-ok', 'done-late', 'none'] },
      days: { type: 'integer' },
      dueAt: { type: 'string', format: 'date-time' },
    },
  },
  DossierRow: {
    type: 'object',
    required: ['id', 'kind', 'number', 'receipt', 'title', 'stage', 'light'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      kind: { type: 'string' },
      kindName: { type: 'string' },
      number: { type: ['string', 'null'] },
      receipt: { type: 'string' },
      title: { type: 'string' },
      stage: { type: 'string' },
      stageName: { type: 'string' },
      ended: { type: 'boolean' },
      unit: { type: ['string', 'null'] },
      field: { type: ['string', 'null'] },
      locality: { type: ['string', 'null'] },
      responsible: { type: ['string', 'null'] },
      holder: { type: ['string', 'null'] },
      classification: { type: ['string', 'null'] },
      money: { type: ['number', 'null'] },
      people: { type: ['integer', 'null'] },
      openedAt: { type: 'string', format: 'date-time' },
      changedAt: { type: 'string', format: 'date-time' },
      dueAt: { type: ['string', 'null'], format: 'date-time' },
      light: ref('Light'),
    },
  },
  RowPage: {
    type: 'object',
    required: ['rows', 'total'],
    properties: {
      rows: {
        type: 'array',
        items: {
          type: 'object',
          required: ['key', 'values', 'dossier', 'seq', 'supersededBy'],
          properties: {
            key: { type: 'object' },
            values: { type: 'object' },
            dossier: { type: 'string', format: 'uuid' },
            seq: { type: 'integer' },
            supersededBy: { type: ['integer', 'null'], description: 'The act after which it no longer holds' },
          },
        },
      },
      total: { type: 'integer', description: 'Counted up to 1,001' },
      next: { type: 'string' },
    },
  },
  Clock: {
    type: 'object',
    required: ['id', 'name', 'state', 'holder', 'unit', 'startAt', 'dueAt', 'working', 'source'],
    properties: {
      id: { type: 'string' },
      name: { type: 'string' },
      label: { type: 'string' },
      state: { enum: ['running', 'paused', 'met', 'lapsed', 'met-late', 'cancelled'] },
      holder: { type: 'string' },
      unit: { type: 'string' },
      startAt: { type: 'string', format: 'date-time' },
      dueAt: { type: 'string', format: 'date-time' },
      working: { type: 'object' },
      source: { type: 'object' },
      level: { type: 'integer', description: '0, or how many levels it was escalated' },
      of: { type: 'string', description: 'The clock it escalates' },
      expected: { type: 'boolean', description: 'Outside body: the date is expected and never lapses' },
      startedBy: { type: 'integer' },
      endedBy: { type: 'integer' },
      endedAt: { type: 'string', format: 'date-time' },
      pausedAt: { type: 'string', format: 'date-time' },
      pauseReason: { type: 'string' },
      lapsedBy: { type: 'integer' },
      lapsedPerson: { type: 'string' },
      superior: { type: 'string' },
      cause: { type: 'object' },
    },
  },
  Act: {
    type: 'object',
    required: ['seq', 'name', 'at', 'businessAt', 'body', 'facts', 'leafHash'],
    properties: {
      seq: { type: 'integer' },
      name: { type: 'string' },
      label: { type: 'string' },
      actor: { type: 'object' },
      at: { type: 'string', format: 'date-time' },
      businessAt: { type: 'string', format: 'date-time' },
      body: {},
      facts: { type: 'object' },
      leafHash: { type: 'string' },
      struck: { enum: ['moved', 'corrected'] },
    },
  },
  Dossier: {
    allOf: [
      ref('DossierRow'),
      {
        type: 'object',
        required: ['seq', 'head', 'summary', 'sections', 'clocks', 'available'],
        properties: {
          seq: { type: 'integer' },
          head: { type: 'string' },
          summary: { type: 'array' },
          sections: { type: 'array' },
          clocks: { type: 'array', items: ref('Clock') },
          parties: { type: 'array' },
          links: { type: 'array' },
          attachments: { type: 'array' },
          available: { type: 'array' },
          effectsUnderWay: { type: 'integer' },
        },
      },
    ],
  },
  SearchResult: {
    type: 'object',
    required: ['hits', 'total', 'suggestions', 'people', 'units'],
    properties: {
      hits: {
        type: 'array',
        items: {
          type: 'object',
          required: ['how', 'dossier'],
          properties: { how: { enum: ['number', 'exact', 'folded'] }, dossier: ref('DossierRow') },
        },
      },
      total: { type: 'integer' },
      suggestions: { type: 'array', items: { type: 'string' } },
      people: { type: 'array' },
      units: { type: 'array' },
    },
  },
  WorkItem: {
    type: 'object',
    required: ['clock', 'light', 'dossier'],
    properties: { clock: ref('Clock'), light: ref('Light'), dossier: ref('DossierRow') },
  },
  Work: {
    type: 'object',
    required: ['mine', 'waiting', 'unit', 'now'],
    properties: {
      mine: { type: 'array', items: ref('WorkItem') },
      waiting: { type: 'array', items: ref('WorkItem') },
      unit: { type: 'object' },
      now: { type: 'string', format: 'date-time' },
    },
  },
  OwnDossierRow: {
    allOf: [
      ref('DossierRow'),
      {
        type: 'object',
        required: ['isAuthor', 'roles'],
        properties: {
          isAuthor: { type: 'boolean' },
          roles: {
            type: 'array',
            description: 'The roles of a party that make it the own of whoever asks, in person or by a post',
            items: {
              type: 'object',
              required: ['role', 'label'],
              properties: { role: { type: 'string' }, label: { type: 'string' } },
            },
          },
        },
      },
    ],
  },
  OwnPage: {
    type: 'object',
    required: ['rows', 'total'],
    properties: {
      rows: { type: 'array', items: ref('OwnDossierRow') },
      total: { type: 'integer' },
      next: { type: 'string' },
    },
  },
  Owed: {
    type: 'object',
    required: ['clocks', 'total', 'late', 'now'],
    properties: {
      clocks: { type: 'array', items: ref('WorkItem') },
      total: { type: 'integer' },
      late: { type: 'integer', description: 'Overdue of them' },
      now: { type: 'string', format: 'date-time' },
    },
  },
  RegisterResult: {
    type: 'object',
    required: ['rows', 'same', 'changes', 'problems', 'unused'],
    properties: {
      rows: { type: 'integer' },
      same: { type: 'integer', description: 'Rows that are on record already' },
      changes: { type: 'array', items: { type: 'object' } },
      problems: {
        type: 'array',
        items: {
          type: 'object',
          required: ['code', 'message'],
          properties: {
            sheet: { type: 'string' },
            row: { type: 'integer' },
            column: { type: 'string' },
            key: { type: 'string' },
            code: { type: 'string' },
            message: { type: 'string' },
          },
        },
      },
      unused: { type: 'array', items: { type: 'object' } },
      decision: { type: 'object', properties: { dossier: { type: 'string', format: 'uuid' }, number: { type: 'string' } } },
    },
  },
  Receipt: {
    type: 'object',
    required: ['dossier', 'kind', 'seq', 'receipt', 'stage', 'at', 'businessAt', 'repeated'],
    properties: {
      dossier: { type: 'string', format: 'uuid' },
      kind: { type: 'string' },
      seq: { type: 'integer' },
      number: { type: 'string' },
      receipt: { type: 'string' },
      stage: { type: 'string' },
      at: { type: 'string', format: 'date-time' },
      businessAt: { type: 'string', format: 'date-time' },
      opened: { type: 'array' },
      repeated: { type: 'boolean' },
    },
  },
};

/** One act on many dossiers. */
const BULK: Readonly<Record<string, Schema>> = {
  BulkRequest: {
    type: 'object',
    required: ['act', 'body', 'dossiers'],
    additionalProperties: false,
    properties: {
      act: { type: 'string', description: 'Must be declared for bulk by the kind of each dossier' },
      body: { type: 'object', description: 'What is said once for all; fields each dossier answers for itself are left out' },
      dossiers: { type: 'array', minItems: 1, maxItems: BULK_LIMIT, items: { type: 'string', format: 'uuid' } },
      as: { type: 'string' },
      dryRun: { type: 'boolean', default: false },
    },
  },
  BulkResult: {
    type: 'object',
    required: ['act', 'dryRun', 'able', 'refused', 'results'],
    properties: {
      act: { type: 'string' },
      dryRun: { type: 'boolean' },
      able: { type: 'integer' },
      refused: { type: 'integer' },
      results: {
        type: 'array',
        items: {
          type: 'object',
          required: ['dossier', 'status'],
          properties: {
            dossier: { type: 'string', format: 'uuid' },
            status: { enum: ['possible', 'done', 'refused'] },
            seq: { type: 'integer' },
            receipt: ref('Receipt'),
            problem: ref('Problem'),
          },
        },
      },
    },
  },
};

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

function actRequest(act: string, body: Schema, extra: Readonly<Record<string, Schema>>, description: string): Schema {
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
      ...extra,
    },
  };
}

/** Builds the description of the whole API for the kinds registered. */
export function buildOpenApi(registry: KindRegistry, speech: Speech): Readonly<Record<string, unknown>> {
  const schemas: Record<string, Schema> = { ...FIXED, ...BULK };
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
      schemas[request] = actRequest(
        name,
        ref(`${bodyName}.body`),
        spec.from === 'new' ? { kind: { const: kind.name } } : {},
        words,
      );
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
          parameters: [idParam],
          responses: { ...ok(ref('Dossier')), ...problems(400, 401, 404) },
        },
      },
      '/api/v1/dossiers/{id}/acts': {
        get: {
          operationId: 'listActs',
          parameters: [idParam],
          responses: { ...ok({ type: 'array', items: ref('Act') }), ...problems(400, 401, 404) },
        },
        post: {
          operationId: 'performAct',
          parameters: [idParam, keyParam],
          requestBody: { required: true, content: json(ref('PerformAct')) },
          responses: { ...ok(ref('Receipt'), 'Created', '201'), ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503) },
        },
      },
      '/api/v1/dossiers/{id}/clocks': {
        get: {
          operationId: 'listClocks',
          parameters: [idParam],
          responses: { ...ok({ type: 'array', items: ref('Clock') }), ...problems(400, 401, 404) },
        },
      },
      '/api/v1/dossiers/{id}/tables/{table}': {
        get: {
          operationId: 'listRows',
          parameters: [
            idParam,
            { name: 'table', in: 'path', required: true, schema: { type: 'string' }, description: 'A table of the kind' },
            query('history', { type: 'boolean', default: false }, 'With what was superseded'),
            query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 100 }),
            query('cursor', { type: 'string' }),
          ],
          responses: { ...ok(ref('RowPage')), ...problems(400, 401, 404, 422) },
        },
      },
      '/api/v1/dossiers/{id}/papers': {
        get: {
          operationId: 'listPapers',
          description:
            'The official papers that exist now, each with the digest of what it says and whether that is what was issued.',
          parameters: [idParam],
          responses: { ...ok({ type: 'array', items: ref('Paper') }), ...problems(400, 401, 404) },
        },
      },
      '/api/v1/dossiers/{id}/papers/{paper}': {
        get: {
          operationId: 'getPaper',
          description: 'What a paper says; its id followed by `.pdf` or `.docx` gives the file.',
          parameters: [
            idParam,
            { name: 'paper', in: 'path', required: true, schema: { type: 'string' }, description: 'Id of the paper' },
          ],
          responses: { ...ok(ref('WholePaper')), ...problems(400, 401, 404) },
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
