/** The whole story of the demonstration: forty working days of a province, in the order in which they happen. */
import { acknowledgementSteps } from './acknowledgement-tales.ts';
import { directiveSteps } from './directive-tale.ts';
import { closedObstacles } from './obstacles-closed.ts';
import { decidedObstacles } from './obstacles-decided.ts';
import { decidingObstacles } from './obstacles-deciding.ts';
import { newObstacles } from './obstacles-new.ts';
import { organisationSteps } from './organisation-tales.ts';
import { proposalSteps } from './proposal-tales.ts';
import { registerSteps } from './register-tales.ts';
import { inOrder, type Step } from './step.ts';
import { taskSteps } from './task-tales.ts';

/** Every act of the story; the first one takes the directive in and so tells later in which days the story was told. */
export const storySteps: readonly Step[] = inOrder([
  ...directiveSteps,
  ...organisationSteps,
  ...taskSteps,
  ...acknowledgementSteps,
  ...closedObstacles,
  ...decidedObstacles,
  ...decidingObstacles,
  ...newObstacles,
  ...registerSteps,
  ...proposalSteps,
]);
