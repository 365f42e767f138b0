/** The best figure of four other products on this job, 50,000 records each, 16 callers: measured on two cores beside PostgreSQL 15. */

/** Where the figures come from. */
export const PEERS_SOURCE =
  'peers at 16 callers, 50,000 records, 2 cores, 23/11/2026 (Directus 12.4.0, NocoDB 0.301.3, Redmine 5.0.4, RT 5.0.3)';

/** The best peer for each action, in requests a second. */
export const BEST_PEER = {
  create: { value: 121, against: 'NocoDB create' },
  list: { value: 106, against: 'Directus list' },
  detail: { value: 46, against: 'Redmine detail with history' },
  search: { value: 33, against: 'RT search' },
} as const;
