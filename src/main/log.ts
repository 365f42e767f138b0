/** The program's log: one JSON line per event on the error stream, warnings and worse unless LOG_LEVEL says otherwise. */
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { describeFault } from '../kernel/errors.ts';

let logger: Logger | undefined;

/** The one logger of this process. What a dossier says is never logged; should it be passed by mistake, it is cut out. */
export function getLog(): Logger {
  logger ??= openLog(pino.destination(2), process.env['LOG_LEVEL'] ?? 'warn');
  return logger;
}

/** A log on some stream; an error is told by name, code and place, for its message may quote what was typed. */
export function openLog(stream: DestinationStream, level: string): Logger {
  const options: LoggerOptions = {
    level,
    serializers: { err: describeFault, error: describeFault },
    redact: { paths: ['body', '*.body', 'password', '*.password', 'token', '*.token', 'req', 'res'], censor: '…' },
  };
  return pino(options, stream);
}
