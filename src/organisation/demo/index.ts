/** The demo province: reference data read from the packs, invented people, and the decisions that bring them into being. */
export {
  demoDecisions,
  type GenesisDecision,
  genesisDecisions,
  listPersonas,
  type Persona,
  type PersonaName,
  referenceDecisions,
} from './genesis.ts';
export { loadReference } from './load.ts';
