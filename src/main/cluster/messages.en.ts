import type { vi } from './messages.vi.ts';

/** English sentences about the database that starts with the program, one for each Vietnamese one. */
export const en: Readonly<Record<keyof typeof vi, string>> = {
  creating: 'Creating the database in {folder} for the first time …',
  copyingBinaries: 'Copying the PostgreSQL program to {folder}, where the system account can read it …',
  stoppingSurvivor: 'The last run ended abruptly; stopping the PostgreSQL it left behind (process {pid}) …',
  folderUnusable: 'The data folder {folder} cannot be written to ({reason}); choose another one with --data.',
  folderOwned:
    'The data folder {folder} is in use by another Khơi Thông (process {pid}); stop it or choose another folder with --data.',
  otherVersion:
    'The data folder {folder} belongs to PostgreSQL {found} while this program brings PostgreSQL {needed}; dump and reload it, or choose another folder with --data.',
  wrongEncoding: 'The database in {folder} is encoded as {found}, not UTF8; choose another folder with --data.',
  portTaken: 'Another program already uses port {port}, which was asked for the database.',
  noBinaries:
    'There is no bundled PostgreSQL for this machine ({platform}); install PostgreSQL 15 or newer and set DATABASE_URL.',
  noSystemUser:
    'PostgreSQL refuses to run as root and this machine has no ordinary account to use; start the program as an ordinary user.',
  initialiseFailed: 'The database in {folder} could not be created: {reason}',
  startFailed: 'PostgreSQL did not start; see {logFile}: {reason}',
  survivorStuck: 'The PostgreSQL left by the last run (process {pid}) does not stop; stop it and try again.',
};
