const SHAPES = {
  done: ['0 0 12 12', 'M1 6.4l1.5-1.6 2.3 2.3 4.8-5.3 1.6 1.5-6.3 7z'],
  due: ['0 0 12 12', 'M6 .5l6 11H0z'],
  late: ['0 0 12 12', 'M.5.5h11v11H.5z'],
  ok: ['0 0 12 12', 'M6 .5a5.5 5.5 0 100 11 5.5 5.5 0 000-11z'],
  paused: ['0 0 12 12', 'M1 .5h3.6v11H1zM7.4.5H11v11H7.4z'],
  up: ['0 0 12 12', 'M6 2l5 7H1z'],
  down: ['0 0 12 12', 'M6 10L1 3h10z'],
  sort: ['0 0 12 12', 'M6 0l3.6 5H2.4zM6 12L2.4 7h7.2z'],
  x: ['0 0 12 12', 'M1.8.6L6 4.8 10.2.6l1.2 1.2L7.2 6l4.2 4.2-1.2 1.2L6 7.2l-4.2 4.2L.6 10.2 4.8 6 .6 1.8z'],
  warn: ['0 0 12 12', 'M6 0a6 6 0 100 12A6 6 0 006 0zM5.1 2.6h1.8l-.3 4.2H5.4zM6 9.7a1 1 0 110-2 1 1 0 010 2z'],
  full: ['0 0 18 18', 'M9 .5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM4.6 9.3l1.5-1.5 2 2 4-4.2 1.5 1.5-5.5 5.7z'],
  half: ['0 0 18 18', 'M9 .5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM9 2.5a6.5 6.5 0 010 13 6.5 6.5 0 010-13zM9 4a5 5 0 010 10z'],
  none: ['0 0 18 18', 'M9 .5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM9 2.5a6.5 6.5 0 110 13 6.5 6.5 0 010-13z'],
} as const;

/** The name of a shape in the sprite. */
export type IconName = keyof typeof SHAPES;

/** The sprite every page carries once, so that a shape costs a reference only. */
export function Sprite() {
  return (
    <svg class="sprite" aria-hidden="true">
      {Object.entries(SHAPES).map(([name, [viewBox, path]]) => (
        <symbol key={name} id={`i-${name}`} viewBox={viewBox}>
          <path fill-rule="evenodd" d={path} />
        </symbol>
      ))}
    </svg>
  );
}

/** A shape hidden from assistive technology: the word beside it always says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="i" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
