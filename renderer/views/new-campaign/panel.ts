import screen from '../../parts/screen.module.css';

/** The look of a part of the form. */
export const panel = `${screen.panel} ${screen.padded}`;
