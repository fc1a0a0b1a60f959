import classes from './brand.module.css';

/** The name and its sign. */
export function Brand({ isSmall = false }: { isSmall?: boolean }) {
  return (
    <span className={classes.brand}>
      <img src="/icon.svg" alt="" width={22} height={22} />
      {isSmall ? <span className="only-heard">simswarm</span> : <span className={classes.name}>simswarm</span>}
    </span>
  );
}
