/** Every kind of the product. Adding one is adding a line here. */
import { createRegistry, type KindRegistry } from '../dossier/registry.ts';
import { acknowledgementKind } from '../kinds/acknowledgement/index.ts';
import { commendationKind } from '../kinds/commendation/index.ts';
import { directiveKind } from '../kinds/directive/index.ts';
import { incomingPaperKind } from '../kinds/incoming-paper/index.ts';
import { objectionKind } from '../kinds/objection/index.ts';
import { obstacleKind } from '../kinds/obstacle/index.ts';
import { organisationDecisionKind } from '../kinds/organisation-decision/index.ts';
import { outgoingPaperKind } from '../kinds/outgoing-paper/index.ts';
import { proposalKind } from '../kinds/proposal/index.ts';
import { protectionKind } from '../kinds/protection/index.ts';
import { protectionRequestKind } from '../kinds/protection-request/index.ts';
import { registerBookKind } from '../kinds/register-book/index.ts';
import { ruleSetKind } from '../kinds/rule-set/index.ts';
import { signingKeyKind } from '../kinds/signing-key/index.ts';
import { taskKind } from '../kinds/task/index.ts';

/** The kinds of the product, in the order navigation shows them. */
export const productRegistry: KindRegistry = createRegistry([
  obstacleKind,
  taskKind,
  proposalKind,
  objectionKind,
  protectionKind,
  protectionRequestKind,
  commendationKind,
  directiveKind,
  acknowledgementKind,
  organisationDecisionKind,
  ruleSetKind,
  incomingPaperKind,
  outgoingPaperKind,
  registerBookKind,
  signingKeyKind,
]);
