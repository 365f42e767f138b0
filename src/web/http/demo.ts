import type { FastifyInstance } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { moveDemoClock } from '../../store/demo-clock.ts';
import type { Store } from '../../store/store.ts';
import { firstValue } from '../form/values.ts';
import { safePath } from './safe-path.ts';

/** In demo mode only: legal time moves on by working days, and what ran out meanwhile lapses before one's eyes. */
export function addDemoClock(app: FastifyInstance, store: Store, onClockMoved: () => Promise<void>): void {
  app.post('/demo/dong-ho', async (request, reply) => {
    const days = Number(firstValue(request.form.values, 'days'));
    if (days !== 1 && days !== 5) throw new AppError('request.no_form', 'invalid');
    await moveDemoClock(store, days);
    await onClockMoved();
    return reply.redirect(safePath(firstValue(request.form.values, 'den')) ?? '/viec', 303);
  });
}
