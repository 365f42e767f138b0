/** What writing, checking and loading an archive tell while they go on. */

/** How far one of them has come: rows so far of the table at hand. */
export interface ArchiveProgress {
  readonly step: 'write' | 'check' | 'load';
  readonly table: string;
  readonly rows: number;
}
