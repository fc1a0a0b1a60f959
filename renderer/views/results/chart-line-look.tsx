/** How the line at a place in a chart looks: colour, dashes and mark differ, so that any one of them tells it. */
export interface LineLook {
  readonly color: string;
  readonly dash: string | undefined;
  readonly mark: Mark;
}

type Mark = 'circle' | 'square' | 'triangle' | 'diamond';

const colors = 8;
const marks: readonly Mark[] = ['circle', 'square', 'triangle', 'diamond'];

/** The look of a chart's line by its place. */
export function lookOfLine(index: number): LineLook {
  return {
    color: `var(--line-${(index % colors) + 1})`,
    dash: index >= colors ? '5 3' : undefined,
    mark: marks[index % marks.length] ?? 'circle',
  };
}

const size = 3.6;

/** A mark at a point of a line. */
export function LineMark({ x, y, look }: { x: number; y: number; look: LineLook }) {
  const { color, mark } = look;
  const common = { fill: color, stroke: 'var(--surface)', strokeWidth: 1 };
  switch (mark) {
    case 'circle':
      return <circle cx={x} cy={y} r={size} {...common} />;
    case 'square':
      return <rect x={x - size} y={y - size} width={size * 2} height={size * 2} {...common} />;
    case 'triangle':
      return <path d={`M${x},${y - size * 1.25} l${size * 1.2},${size * 2.1} h${-size * 2.4} z`} {...common} />;
    case 'diamond':
      return (
        <path
          d={`M${x},${y - size * 1.35} l${size * 1.35},${size * 1.35} l${-size * 1.35},${size * 1.35} l${-size * 1.35},${-size * 1.35} z`}
          {...common}
        />
      );
  }
}

/** A line's look as a small drawing beside its name. */
export function LineSample({ look, hasMark = true }: { look: LineLook; hasMark?: boolean }) {
  return (
    <svg width={26} height={12} aria-hidden>
      <line x1={0} x2={26} y1={6} y2={6} stroke={look.color} strokeWidth={1.8} strokeDasharray={look.dash} />
      {hasMark && <LineMark x={13} y={6} look={look} />}
    </svg>
  );
}
