const digits = 14;

/** A number as OMNeT++'s tools print it (`%.14g`); what is not finite is up to the format. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e14) {
    const short = String(value);
    // Fourteen digits and a point are never too many.
    if (short.length <= digits + 1) return short;
  }
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = ''] = rounded(value).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= digits) {
    const sign = exponent < 0 ? '-' : '+';
    return `${withoutZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return withoutZeros(withPoint(mantissa, exponent));
}

// Exactly between two texts C takes the even one, JavaScript the greater.
function rounded(value: number): string {
  const text = value.toExponential(digits - 1);
  const tie = /^(-?\d\.\d*[02468])50*e(.*)$/.exec(value.toExponential(60));
  return tie && tie[1]!.replace('-', '').length === digits + 1 ? `${tie[1]}e${tie[2]}` : text;
}

// Moves the point of `1.2345` by so many places.
function withPoint(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const all = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${all}`;
  return `${sign}${all.slice(0, exponent + 1)}.${all.slice(exponent + 1)}`;
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '').replace(/\.$/, '') : text;
}

/**
 * A decimal number as OMNeT++'s tools print times: all its digits, without zeros that say nothing. Powers of ten are for numbers that were written
 * with one; those are printed by their value.
 */
export function timeText(text: string): string {
  const found = /^([+-]?)0*(\d*)(?:\.(\d*))?$/.exec(text);
  if (!found) return numberText(Number(text));
  const [, sign, whole = '', fraction = ''] = found;
  const decimals = fraction.replace(/0+$/, '');
  const value = `${whole || '0'}${decimals === '' ? '' : `.${decimals}`}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}

/** A time in a database as text, exactly: a whole number, in two parts as for `scaleWhole`, times a power of ten. */
export function rawTimeText(billions: number, rest: number, exponent: number): string {
  const raw = BigInt(billions) * 1_000_000_000n + BigInt(rest);
  if (exponent >= 0) return String(raw * 10n ** BigInt(exponent));
  const text = String(raw < 0n ? -raw : raw).padStart(1 - exponent, '0');
  return timeText(`${raw < 0n ? '-' : ''}${text.slice(0, exponent)}.${text.slice(exponent)}`);
}
