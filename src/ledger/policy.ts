/** Whose keys sign the ledger and witness it, as the rest of the program may know it. */
export { type Policy, type PolicyMember, parsePolicy } from '../../verifier/formats/policy.ts';
