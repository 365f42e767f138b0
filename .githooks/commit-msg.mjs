/** Refuses a commit message that is not a conventional commit: type(scope): effect. Enable: git config core.hooksPath .githooks */
import { readFileSync } from 'node:fs';

const types = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore', 'db'];
const lines = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter((line) => !line.startsWith('#'));
const subject = lines[0] ?? '';
const problems = [];

if (!/^(Merge|Revert) /.test(subject)) {
  const parts = /^([a-z]+)(\([a-z0-9-]+\))?(!)?: (.+)$/.exec(subject);
  if (!parts)
    problems.push('the subject must read "type(scope): effect", for example "feat(obstacle): explain why a deadline moved"');
  else {
    const [, type, , , effect] = parts;
    if (!types.includes(type)) problems.push(`"${type}" is not one of ${types.join(', ')}`);
    if (/^[A-Z]/.test(effect) && !/^[A-Z]{2}/.test(effect)) problems.push('the effect starts with a small letter');
    if (/\.$/.test(effect)) problems.push('the subject ends without a full stop');
  }
  if (subject.length > 72) problems.push(`the subject has ${subject.length} characters, at most 72`);
  if (lines[1]?.trim()) problems.push('the second line stays empty');
}

if (problems.length > 0) {
  console.error(`commit-msg: ${problems.join('; ')}`);
  process.exit(1);
}
