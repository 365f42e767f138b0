import { expect, it } from 'vitest';
import { foldRowOps } from '../dossier/table.ts';
import { findDecisionFaults } from './review-decision.ts';
import { close, delegate, post, seat, smallProvince, succeed, unit } from './testing/rows.ts';

const rows = foldRowOps(smallProvince());

it('lets a sound decision pass, also where it names what it brings into being itself', () => {
  expect(findDecisionFaults([], smallProvince())).toEqual([]);
  expect(findDecisionFaults(rows, [unit('new', 'top'), post('new.head'), ...seat('new.head', 'boss')])).toEqual([]);
});

it('names units, posts and people that do not exist', () => {
  const ops = [unit('new', 'nowhere'), delegate('d', 'dept.head', 'ghost.head'), succeed('unit', 'dept', ['nothing'])];
  expect(findDecisionFaults(rows, ops)).toEqual([
    { op: 0, fault: 'unknown-reference', column: 'parent', id: 'nowhere' },
    { op: 1, fault: 'unknown-reference', column: 'to_post', id: 'ghost.head' },
    { op: 2, fault: 'unknown-reference', column: 'successors', id: 'nothing' },
  ]);
});

it('names values that no table can hold and closings of nothing', () => {
  expect(findDecisionFaults(rows, [unit('new', 'top', { kind: 'kingdom' })])).toEqual([
    { op: 0, fault: 'malformed-value', column: 'kind' },
  ]);
  expect(findDecisionFaults(rows, [unit('new', 'top', { colour: 'red' })])).toMatchObject([{ op: 0, fault: 'bad-operation' }]);
  expect(findDecisionFaults(rows, [close('unit', { unit: 'new' }, '2026-11-23')])).toEqual([
    { op: 0, fault: 'nothing-to-close' },
  ]);
  expect(findDecisionFaults(rows, [unit('new', 'top'), close('unit', { unit: 'new' }, '2026-11-23')])).toEqual([]);
});

it('refuses to leave a post without anybody to answer for it', () => {
  const on = '2026-11-23';
  const vacant = [close('holding', { post: 'top.head' }, on)];
  expect(findDecisionFaults(rows, vacant)).toEqual([{ fault: 'unanswered-post', post: 'top.head', on }]);
  expect(findDecisionFaults(rows, [...vacant, succeed('post', 'top.head', ['top.clerk'], on)])).toEqual([]);
});
