/** `khoithong personas`: whom one may be in the demonstration, with a token of the programming interface each. */
import { asInstant, toMillis } from '../../kernel/time.ts';
import { issueToken } from '../../store/accounts/token.ts';
import { askAs } from '../../store/store.ts';
import type { CommandContext } from '../command.ts';
import { showPersonas } from '../personas.ts';
import { withStore } from '../with-store.ts';
import { problem } from '../words.ts';

const TOKEN_DAYS = 7;

/** Lists the personas; refused where real people are. */
export async function personas({ config, values, root }: CommandContext): Promise<number> {
  return withStore({ config, root }, async (store) => {
    const shown = config.demo ? await showPersonas(store, root) : [];
    if (shown.length === 0) throw problem('problem.notDemo');
    const now = asInstant(Date.now());
    const expiresAt = asInstant(toMillis(now) + TOKEN_DAYS * 86_400_000);
    const rows = [];
    for (const persona of shown) {
      const asker = await askAs(store, persona.person);
      const { secret } = await issueToken(store, asker.identity, {
        label: 'khoithong personas',
        scopes: ['read', 'act'],
        expiresAt,
        now,
      });
      rows.push({ ...persona, token: secret });
    }
    if (values['json'] === true) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    else for (const row of rows) process.stdout.write(`${row.name}: ${row.post.vi}\n  ${row.post.en}\n  ${row.token}\n`);
    return 0;
  });
}
