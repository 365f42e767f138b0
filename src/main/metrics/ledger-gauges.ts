/** What monitoring is told of the ledger: how far it is behind, and what was found. */
import { type Instant, toMillis } from '../../kernel/time.ts';
import type { LedgerState } from '../../store/ledger/state.ts';
import { type Gauge, gauge } from './meters.ts';

/** The gauges of a state; what has not happened yet is left out. */
export function ledgerGauges({ at, logs, pending, policy, unwitnessedSince, alarms, check }: LedgerState): readonly Gauge[] {
  const since = (then: Instant | null) => (then === null ? 0 : Math.max(0, (toMillis(at) - toMillis(then)) / 1000));
  const checkpoint = logs.find(({ log, closedAt }) => log === 'main' && closedAt === null)?.checkpoint ?? null;
  const standing = alarms.filter(({ liftedAt }) => liftedAt === null).length;
  return [
    gauge('khoithong_ledger_pending', 'Leaves without an index, counted up to ten thousand.', pending.count),
    gauge('khoithong_ledger_sequencer_lag_seconds', 'How long the oldest of these has waited.', since(pending.oldestAt)),
    ...(checkpoint === null
      ? []
      : [gauge('khoithong_ledger_checkpoint_age_seconds', 'Since the log of acts was last signed.', since(checkpoint.signedAt))]),
    ...(policy?.asks === true
      ? [
          gauge(
            'khoithong_ledger_quorum_age_seconds',
            'How long the newest part has waited for enough witnesses.',
            since(unwitnessedSince),
          ),
        ]
      : []),
    gauge('khoithong_ledger_alarms', 'Contradictions with witnesses nobody has answered for.', standing),
    ...(check === null
      ? []
      : [
          gauge('khoithong_ledger_verify_failures', 'Differences the last verification of the whole record found.', check.found),
          gauge('khoithong_ledger_verify_age_seconds', 'Since that verification ended.', since(check.at)),
        ]),
  ];
}
