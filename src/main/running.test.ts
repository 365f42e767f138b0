import { expect, test } from 'vitest';
import { Running } from './running.ts';

test('what was started last is stopped first, once, and a failure keeps nothing else running', async () => {
  const stopped: string[] = [];
  const running = new Running();
  running.add(async () => void stopped.push('database'));
  running.add(async () => {
    stopped.push('worker');
    throw new Error('worker did not stop');
  });
  running.add(async () => void stopped.push('web'));
  await expect(running.stop()).rejects.toThrow('worker did not stop');
  await expect(running.stop()).rejects.toThrow('worker did not stop');
  expect(stopped).toEqual(['web', 'worker', 'database']);
});

test('what is added when the end has begun is stopped too', async () => {
  const stopped: string[] = [];
  const running = new Running();
  running.add(async () => void stopped.push('database'));
  const ending = running.stop();
  running.add(async () => void stopped.push('web'));
  await ending;
  await running.stop();
  expect(stopped.toSorted()).toEqual(['database', 'web']);
});
