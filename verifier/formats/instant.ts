const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Whether it is an instant as every file of a bundle writes it: UTC, with milliseconds. */
export function isInstant(text: unknown): text is string {
  return (
    typeof text === 'string' && INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text
  );
}
