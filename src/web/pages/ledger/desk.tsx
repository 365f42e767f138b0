import type { FastifyRequest } from 'fastify';
import { formatNumber } from '../../../kernel/format.ts';
import type { Translate } from '../../../kernel/messages.ts';
import type { LedgerState } from '../../../store/ledger/state.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { TextArea } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { LEDGER } from './page.tsx';
import { openLog } from './view.ts';

/** What an administrator typed that was not taken, and why. */
export interface DeskFault {
  readonly form: 'hand' | 'lift';
  readonly id?: string;
  readonly typed: string;
  readonly error: string;
}

/** The forms of whoever looks after the installation: lines carried by hand, and conclusions on contradictions. */
export function LedgerDesk({
  request,
  state,
  fault,
}: {
  request: FastifyRequest;
  state: LedgerState;
  fault?: DeskFault | undefined;
}) {
  const { t } = request;
  return (
    <>
      {state.alarms
        .filter((alarm) => alarm.liftedAt === null)
        .map((alarm) => (
          <Lift
            key={alarm.id}
            t={t}
            id={alarm.id}
            witness={alarm.witness}
            csrf={request.formToken()}
            fault={fault?.id === alarm.id ? fault : undefined}
          />
        ))}
      {state.policy === null ? null : (
        <Hand
          t={t}
          proofs={proofsOf(request, state)}
          csrf={request.formToken()}
          fault={fault?.form === 'hand' ? fault : undefined}
        />
      )}
    </>
  );
}

interface Part {
  readonly t: Translate;
  readonly csrf: string;
  readonly fault: DeskFault | undefined;
}

/** What is carried to each witness that is not asked: the newest checkpoint, and the proof that it goes on from what that one signed last. */
function proofsOf({ t, lang }: FastifyRequest, state: LedgerState) {
  const carried = (openLog(state, 'main')?.witnesses ?? []).filter(({ isAsked }) => !isAsked);
  return carried.map(({ name, size }) => ({
    href: `/ledger/main/proof?old=${size ?? 0}`,
    text: t('screens.ledger.hand.proof', { name, size: formatNumber(size ?? 0, lang) }),
  }));
}

type Proofs = ReturnType<typeof proofsOf>;

function Hand({ t, csrf, fault, proofs }: Part & { readonly proofs: Proofs }) {
  const say = (key: string) => t(`screens.ledger.hand.${key}`);
  return (
    <Card title={say('title')} id="nhap-dong">
      <p>{say('what')}</p>
      {proofs.length === 0 ? null : (
        <ul class="links">
          {proofs.map(({ href, text }) => (
            <li key={text}>
              <a href={safeHref(href)}>{text}</a>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={LEDGER.hand} class="form compact gap-m">
        <HiddenFields values={{ [FORM_NAMES.token]: csrf }} />
        <TextArea
          t={t}
          id="f-line"
          name="line"
          label={say('line')}
          hint={say('lineHint')}
          rows={4}
          maxLength={16_000}
          {...(fault ? { value: fault.typed, error: fault.error } : {})}
        />
        <div class="btns">
          <Button look="plain">{say('send')}</Button>
        </div>
      </form>
    </Card>
  );
}

function Lift({ t, csrf, fault, id, witness }: Part & { readonly id: string; readonly witness: string }) {
  const say = (key: string) => t(`screens.ledger.lift.${key}`);
  return (
    <Card title={`${say('title')}: ${witness}`}>
      <p>{say('what')}</p>
      <form method="post" action={LEDGER.lift} class="form compact gap-m">
        <HiddenFields values={{ [FORM_NAMES.token]: csrf, id }} />
        <TextArea
          t={t}
          id={`f-reason-${id}`}
          name="reason"
          label={say('reason')}
          hint={say('reasonHint')}
          rows={3}
          maxLength={1000}
          {...(fault ? { value: fault.typed, error: fault.error } : {})}
        />
        <div class="btns">
          <Button look="grave">{say('send')}</Button>
        </div>
      </form>
    </Card>
  );
}
