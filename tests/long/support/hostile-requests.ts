/** Requests nobody in good faith sends, made from the description of the interface itself. */
import { pick, type Random } from './random.ts';

/** The parts of the OpenAPI description that requests are made from. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: unknown;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
}

/** One request, ready to be sent. */
export interface Hostile {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\u0007\u001b[31m',
  '\ud800',
  '\u202egnôc iớt',
  "'; drop table app.act; --",
  '<script>alert(1)</script>',
  '{{7*7}}#{7*7}',
  '../../../../etc/passwd',
  '%00%0a%0d',
  '§1/what§',
  'NaN',
  '-0',
  '31/02/2026',
  '9999-12-31',
  '0000-00-00',
  '1e309',
  'MẬT\nSố 1',
  'a'.repeat(20_000),
  'dòng\n'.repeat(3_000),
  'Z̷̢͔a̸l̵g̴o̷'.repeat(50),
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(20),
];
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  1e300,
  [],
  {},
  [[[[]]]],
  Array.from({ length: 300 }, (_, n) => n),
  { constructor: { prototype: { polluted: true } } },
  { toString: 'x', valueOf: 1 },
];
const ODD_HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  {},
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'idempotency-key': 'x' },
  { 'idempotency-key': 'a'.repeat(500) },
  { 'accept-language': 'xx-YY;q=9,*' },
  { 'if-match': '"1"' },
];

/** Makes one request after another; `ids` are dossiers that exist and some that do not. */
export function createHostile(description: Description, ids: readonly string[], random: Random): () => Hostile {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  // A kind's act as `kind.act`, as the description names its bodies.
  const acts = Object.keys(description.components.schemas)
    .filter((name) => name.endsWith('.body'))
    .map((name) => name.slice(0, -'.body'.length));
  const oddText = () => pick(random, ODD_TEXTS);

  const valueFor = (schema: Schema | undefined): unknown => {
    if (schema === undefined || random(3) === 0) return random(2) === 0 ? oddText() : pick(random, ODD_VALUES);
    if (schema.enum) return random(5) === 0 ? oddText() : pick(random, schema.enum);
    switch (schema.type) {
      case 'string':
        return random(2) === 0
          ? oddText()
          : pick(random, [...ids, 'Nội dung bình thường, đủ dài để được nhận.', '2026-12-01', '06760']);
      case 'integer':
      case 'number':
        return pick(random, [1, 2, 3, -5, 2 ** 53, 0.1]);
      case 'array':
        return Array.from({ length: random(4) }, () => valueFor(schema.items));
      case 'object':
        return bodyFor(schema);
      default:
        return oddText();
    }
  };
  const bodyFor = (schema: Schema | undefined): Record<string, unknown> => {
    const body: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(schema?.properties ?? {})) if (random(5) > 0) body[name] = valueFor(member);
    if (random(6) === 0) body[pick(random, ['__proto__', 'constructor', 'thua', ''])] = pick(random, ODD_VALUES);
    return body;
  };
  const actRequest = (): string => {
    const name = pick(random, acts);
    const [kind, act] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
    const request: Record<string, unknown> = { act, body: bodyFor(description.components.schemas[`${name}.body`]) };
    if (random(2) === 0) request['kind'] = random(8) === 0 ? oddText() : kind;
    if (random(4) === 0) request['as'] = pick(random, ['system', 'official', 'head:22-snnmt', oddText()]);
    if (random(4) === 0) request['expectedSeq'] = pick(random, [1, 3, -1, 1e9, 'x']);
    return JSON.stringify(request);
  };
  const broken = (json: string): string =>
    pick(random, [
      json.slice(0, random(json.length + 1)),
      `${json}${json}`,
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      json.replace('"act":', '"act":1,"act":'),
      '',
      'null',
    ]);

  return () => {
    const { path, method, operation } = pick(random, operations);
    const filled = path.replace('{id}', () => encodeURIComponent(random(5) === 0 ? safe(oddText()) : pick(random, ids)));
    const query = new URLSearchParams();
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'query' && random(3) === 0)
        query.append(parameter.name, safe(random(2) === 0 ? oddText() : pick(random, ids)));
      if (parameter.in === 'query' && random(40) === 0) query.append(parameter.name, 'lần hai');
    }
    const search = query.toString();
    const target = search === '' || search.length > 6_000 ? filled : `${filled}?${search}`;
    if (method === 'GET') return { method, path: target, headers: pick(random, ODD_HEADERS) };
    const json = path.includes('intake') ? JSON.stringify({ text: oddText() }) : actRequest();
    return {
      method,
      path: target,
      headers: { 'content-type': 'application/json', ...pick(random, ODD_HEADERS) },
      body: random(8) === 0 ? broken(json) : json,
    };
  };
}

/** A lone surrogate cannot stand in an address at all; the client would refuse before the server could. */
function safe(text: string): string {
  return text.toWellFormed === undefined
    ? text.replace(/[\ud800-\udfff]/gu, '\ufffd').slice(0, 2000)
    : text.toWellFormed().slice(0, 2000);
}
