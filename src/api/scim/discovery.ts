/** What this system says of itself to a provisioning service: RFC 7643 §5 to §7. */
import { ENTERPRISE, USER } from './attributes.ts';

/** How many users one answer holds at most. */
export const MOST_RESULTS = 200;

type Resource = Readonly<Record<string, unknown>>;

const attribute = (name: string, description: string, more: Resource = {}): Resource => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: true,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
});
const readOnly = { mutability: 'readOnly' } as const;

const SCHEMAS: readonly Resource[] = [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id: USER,
    name: 'User',
    description: 'An account: whether and under which name a person on record may sign in',
    attributes: [
      attribute('userName', 'Login name', { required: true, caseExact: false, uniqueness: 'server' }),
      attribute('active', 'False ends every session and token at once', { type: 'boolean', caseExact: false }),
      attribute('displayName', 'Full name, from the register of officials', readOnly),
      attribute('name', 'Full name, from the register of officials', {
        type: 'complex',
        ...readOnly,
        subAttributes: [attribute('formatted', 'Full name', readOnly)],
      }),
    ],
  },
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id: ENTERPRISE,
    name: 'EnterpriseUser',
    description: 'Who the account belongs to',
    attributes: [
      attribute('employeeNumber', 'Staff code in the register of officials; without it externalId is the staff code', {
        mutability: 'immutable',
      }),
    ],
  },
];

/** The discovery documents at an address such as `https://khoithong.example.vn/scim/v2`. */
export function describeScim(base: string) {
  const schemas = SCHEMAS.map((schema) => ({
    ...schema,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${String(schema['id'])}` },
  }));
  const userType = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'Accounts',
    schema: USER,
    schemaExtensions: [{ schema: ENTERPRISE, required: false }],
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
  };
  const config = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MOST_RESULTS },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'khoithong token --scope provision',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
  return { schemas, userType, config };
}

/** A list answer. */
export function toList(resources: readonly unknown[], total: number, startIndex: number): Resource {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
