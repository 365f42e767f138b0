/** The program's log: one JSON line per event on the error stream, warnings and worse unless LOG_LEVEL says otherwise. */
import { type Logger, pino } from 'pino';

let logger: Logger | undefined;

/** The one logger of this process. What a dossier says is never logged; should it be passed by mistake, it is cut out. */
export function getLog(): Logger {
  logger ??= pino(
    {
      level: process.env['LOG_LEVEL'] ?? 'warn',
      redact: { paths: ['body', '*.body', 'password', '*.password', 'token', '*.token', 'req.headers'], censor: '…' },
    },
    pino.destination(2),
  );
  return logger;
}
