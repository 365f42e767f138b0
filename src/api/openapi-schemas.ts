/** The schemas of the API that no kind declares. */
import { BULK_LIMIT } from '../dossier/bulk.ts';
import { STATED_PURPOSES } from '../dossier/reading.ts';

/** A JSON Schema, as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** Points to a schema of the description by its name. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

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

const LEAF_HASH: Schema = { type: 'string', description: 'SHA-256 of the leaf, hexadecimal' };

/** The promise that a leaf will stand in the log. */
const SIGNED_RECEIPT: Schema = {
  type: 'object',
  required: ['note', 'leafHash', 'origin', 'promiseSeconds'],
  properties: {
    note: { type: 'string', description: 'Signed note (c2sp.org/signed-note), to be kept word for word' },
    leafHash: LEAF_HASH,
    origin: { type: 'string', description: 'The log it names' },
    promiseSeconds: { type: 'integer', description: 'Within how many seconds the leaf stands in the log' },
  },
};

/** What every installation answers with, whatever kinds it knows. */
export const FIXED_SCHEMAS: Readonly<Record<string, Schema>> = {
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
  EvidenceOffer: {
    type: 'object',
    required: ['part', 'parts', 'policy', 'acts'],
    properties: {
      part: { type: 'integer' },
      parts: { type: 'integer' },
      policy: { type: 'string', description: 'C2SP tlog-policy the proofs were chosen by' },
      acts: { type: 'array', items: ref('EvidenceAct') },
    },
  },
  EvidenceAct: {
    type: 'object',
    required: [
      'seq',
      'leafHash',
      'witnessed',
      'origin',
      'index',
      'after',
      'notAfter',
      'fields',
      'files',
      'erased',
      'altered',
      'withheld',
    ],
    properties: {
      seq: { type: 'integer' },
      leafHash: { type: 'string' },
      witnessed: { enum: ['full', 'short', 'none', 'waiting'] },
      origin: { type: ['string', 'null'] },
      index: { type: ['integer', 'null'] },
      after: { type: ['string', 'null'], format: 'date-time' },
      notAfter: { type: ['string', 'null'], format: 'date-time' },
      fields: {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'personal'],
          properties: { name: { type: 'string' }, personal: { type: 'boolean' } },
        },
      },
      files: {
        type: 'array',
        items: {
          type: 'object',
          required: ['hash', 'size', 'type'],
          properties: { hash: { type: 'string' }, size: { type: 'integer' }, type: { type: 'string' } },
        },
      },
      erased: {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'by'],
          properties: { name: { type: 'string' }, by: { type: 'string' } },
        },
      },
      altered: { type: 'array', items: { type: 'string' }, description: 'Fields whose value is not what the ledger holds' },
      withheld: { type: 'integer', description: 'Fields that are not the caller’s to show' },
    },
  },
  EvidenceWish: {
    type: 'object',
    additionalProperties: false,
    properties: {
      choice: {
        oneOf: [
          { enum: ['usual', 'all'], description: '`usual`: all but personal data of others' },
          {
            type: 'array',
            items: {
              type: 'object',
              required: ['seq'],
              additionalProperties: false,
              properties: {
                seq: { type: 'integer', minimum: 1 },
                fields: { type: 'array', items: { type: 'string' } },
                files: { type: 'array', items: { type: 'string' } },
              },
            },
          },
        ],
        default: 'usual',
      },
      report: { type: 'boolean', default: true, description: 'With a PDF for reading, as the page makes it' },
      purpose: { type: 'string', maxLength: 500 },
      part: { type: 'integer', minimum: 1, default: 1 },
    },
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
    required: ['seq', 'name', 'at', 'businessAt', 'body', 'facts', 'leafHash', 'signed'],
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
      signed: {
        enum: ['passkey', 'password', 'sign-in', 'demo', null],
        description: 'By what whoever acted confirmed it in person; all but passkey are weaker',
      },
      struck: { enum: ['moved', 'corrected'] },
    },
  },
  Signature: {
    description: 'The answer to a challenge of /api/v1/signing, by passkey or, weaker, by password. A token alone signs nothing',
    oneOf: [
      {
        type: 'object',
        required: ['challenge', 'assertion'],
        additionalProperties: false,
        properties: {
          challenge: { type: 'string', format: 'uuid' },
          assertion: {
            type: 'object',
            description: 'What navigator.credentials.get() answers, binary parts in base64url',
            required: ['id', 'response'],
            properties: {
              id: { type: 'string' },
              response: {
                type: 'object',
                required: ['clientDataJSON', 'authenticatorData', 'signature'],
                properties: {
                  clientDataJSON: { type: 'string' },
                  authenticatorData: { type: 'string' },
                  signature: { type: 'string' },
                },
              },
            },
          },
        },
      },
      {
        type: 'object',
        required: ['challenge', 'password'],
        additionalProperties: false,
        properties: {
          challenge: { type: 'string', format: 'uuid' },
          password: { type: 'string', minLength: 1, maxLength: 200 },
        },
      },
    ],
  },
  SigningRequest: {
    type: 'object',
    description: 'The act as it will be sent, with the dossier it is on, or the kind it opens',
    required: ['act', 'body'],
    additionalProperties: false,
    properties: {
      dossier: { type: 'string', description: 'Id, number or receipt' },
      kind: { type: 'string' },
      act: { type: 'string' },
      body: { type: 'object' },
      as: { type: 'string' },
      expectedSeq: { type: 'integer', minimum: 1 },
    },
  },
  Signing: {
    type: 'object',
    required: ['id', 'challenge', 'seconds', 'intent', 'passkeys', 'password'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      challenge: {
        type: 'string',
        description:
          'SHA-256 of the first word of the intent, a zero byte and the intent by RFC 8785; base64url. What a passkey signs',
      },
      seconds: { type: 'integer', description: 'How long it may be answered, once' },
      intent: { type: 'object', description: 'Exactly what is signed' },
      passkeys: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'transports'],
          properties: { id: { type: 'string' }, transports: { type: 'array', items: { type: 'string' } } },
        },
      },
      password: { type: 'boolean', description: 'Whether a password of the caller would do' },
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
          available: {
            type: 'array',
            items: {
              type: 'object',
              required: ['act', 'label', 'common', 'sign', 'capacities'],
              properties: {
                act: { type: 'string' },
                label: { type: 'string' },
                common: { type: 'boolean' },
                sign: {
                  type: 'boolean',
                  description:
                    'Must be confirmed in person: see /api/v1/signing. A correction of what was confirmed must be as well, though false stands here',
                },
                capacities: { type: 'array', items: { type: 'object' } },
                answers: { type: 'object' },
              },
            },
          },
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
  Readings: {
    type: 'object',
    required: ['rows', 'total', 'now'],
    properties: {
      rows: { type: 'array', items: ref('ReadingOfMine') },
      total: { type: 'integer' },
      now: { type: 'string', format: 'date-time' },
    },
  },
  ReadingOfMine: {
    type: 'object',
    required: ['id', 'at', 'lastAt', 'times', 'reader', 'key', 'post', 'purpose', 'words', 'what', 'dossier'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      at: { type: 'string', format: 'date-time' },
      lastAt: { type: 'string', format: 'date-time', description: 'The same look again within the same minute: when last' },
      times: { type: 'integer' },
      reader: {
        type: 'object',
        required: ['person', 'name'],
        properties: { person: { type: 'string' }, name: { type: 'string' } },
      },
      key: { type: 'string', description: 'The key by which the dossier could be read' },
      post: {
        type: ['object', 'null'],
        required: ['id', 'title'],
        properties: { id: { type: 'string' }, title: { type: 'string' } },
      },
      purpose: { enum: ['own', 'handling', ...STATED_PURPOSES] },
      words: { type: 'string' },
      what: { type: 'string' },
      dossier: {
        type: 'object',
        required: ['id', 'kind', 'receipt', 'number'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          kind: { type: 'string' },
          receipt: { type: 'string' },
          number: { type: ['string', 'null'] },
        },
      },
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
  SignedReceipt: SIGNED_RECEIPT,
  ActReceipt: {
    type: 'object',
    required: ['seq', 'leafHash', 'at', 'signedReceipt', 'place'],
    properties: {
      seq: { type: 'integer' },
      leafHash: LEAF_HASH,
      at: { type: 'string', format: 'date-time' },
      signedReceipt: {
        ...SIGNED_RECEIPT,
        type: ['object', 'null'],
        description: 'Null where there are no keys, and for an act older than the log that has no place in it yet',
      },
      place: {
        type: ['object', 'null'],
        description: 'Where the leaf stands in the log; null while it waits',
        required: ['epoch', 'origin', 'index', 'sequencedAt', 'checkpoint', 'witnesses'],
        properties: {
          epoch: { type: 'integer' },
          origin: { type: 'string' },
          index: { type: 'integer' },
          sequencedAt: { type: 'string', format: 'date-time' },
          checkpoint: {
            type: ['object', 'null'],
            required: ['size', 'signedAt'],
            properties: { size: { type: 'integer' }, signedAt: { type: 'string', format: 'date-time' } },
          },
          witnesses: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'time'],
              properties: { name: { type: 'string' }, time: { type: 'string', format: 'date-time' } },
            },
          },
        },
      },
    },
  },
  Receipt: {
    type: 'object',
    required: ['dossier', 'kind', 'seq', 'receipt', 'stage', 'at', 'businessAt', 'leafHash', 'repeated'],
    properties: {
      dossier: { type: 'string', format: 'uuid' },
      kind: { type: 'string' },
      seq: { type: 'integer' },
      number: { type: 'string' },
      receipt: { type: 'string' },
      stage: { type: 'string' },
      at: { type: 'string', format: 'date-time' },
      businessAt: { type: 'string', format: 'date-time' },
      leafHash: LEAF_HASH,
      signedReceipt: ref('SignedReceipt'),
      opened: { type: 'array' },
      repeated: { type: 'boolean' },
    },
  },
};

/** One act on many dossiers. */
export const BULK_SCHEMAS: Readonly<Record<string, Schema>> = {
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
