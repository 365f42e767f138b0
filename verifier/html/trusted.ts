/** Texts that say whom to believe. */
import { parsePem } from '../formats/timestamp.ts';
import { establishTrust, type Given, parseKeys } from '../formats/trust.ts';

/** What is given once this text is given too: certificates and keys add up, a policy takes the place of another. Undefined: none of these. */
export function giveText({ keys = [], authorities = [] }: Given, text: string): Given | undefined {
  const ways: readonly (() => Given)[] = [
    () => ({ authorities: [...authorities, ...parsePem(text)] }),
    () => {
      establishTrust({ policy: text }, new Map());
      return { policy: text };
    },
    () => {
      if (parseKeys(text).length === 0) throw new Error('none');
      const lines = text.split('\n').map((line) => line.trim());
      return { keys: [...new Set([...keys, ...lines.filter((line) => line !== '' && !line.startsWith('#'))])] };
    },
  ];
  for (const way of ways) {
    try {
      return way();
    } catch {}
  }
  return undefined;
}
