/** A name or address that breaks between its parts before it breaks within one. */
export function Breakable({ text }: { text: string }) {
  return (
    <span class="mono anywhere">
      {text.split(/(?<=[./])(?=.)/).flatMap((part, n) => (n === 0 ? [part] : [<wbr key={n} />, part]))}
    </span>
  );
}
